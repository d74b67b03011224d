import { z } from "zod";
import { apiOperation } from "@/lib/api";
import { AddPeerInput, ChangePeerInput } from "@/lib/peers";
import { Id, removal, Text, When } from "./shapes";

export const listPeersOperation = apiOperation({
  method: "GET",
  path: "/administration/peers",
  summary: "DICOM systems that send to and receive from the own organisation, and where they send to",
  response: z.object({
    items: z.array(
      z.object({
        peerId: Id,
        aeTitle: Text,
        host: Text,
        port: z.number(),
        description: Text,
        protocol: z.enum(["DIMSE", "DICOMWEB"]),
        usesTls: z.boolean(),
        asksCommitment: z.boolean(),
        isPreferred: z.boolean(),
        stowUrl: Text,
        hasCredential: z.boolean(),
        createdAt: When,
      }),
    ),
    calledAeTitle: Text,
    port: z.number(),
  }),
});

export const addPeerOperation = apiOperation({
  method: "POST",
  path: "/administration/peers",
  summary: "Register a DICOM system of the own organisation",
  body: AddPeerInput.omit({ organizationId: true }),
  response: z.object({ peerId: Id }),
  status: 201,
});

export const changePeerOperation = apiOperation({
  method: "PUT",
  path: "/administration/peers/{peerId}",
  summary: "Change a DICOM system as a whole; its secret stays unless another or another address is given",
  params: z.object({ peerId: Id }),
  body: ChangePeerInput,
  status: 204,
});

export const verifyPeerOperation = apiOperation({
  method: "POST",
  path: "/administration/peers/{peerId}/verify",
  summary: "Try a DICOM system out: C-ECHO, or a request to its DICOMweb services",
  params: z.object({ peerId: Id }),
  response: z.object({
    isReachable: z.boolean(),
    code: Text.nullable().meta({ description: "What went wrong, stable" }),
    detail: Text,
  }),
});

export const removePeerOperation = removal("peers", "peerId", "Take a DICOM system away");
