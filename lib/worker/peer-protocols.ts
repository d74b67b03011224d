import { storeByWeb, verifyWeb } from "@/lib/dicomweb";
import { requestCommitment, storeToPeer, verifyPeer as verifyByEcho } from "@/lib/dimse";
import type { SendProtocols } from "@/lib/forwarding";
import type { OutgoingPeer, PeerProbe } from "@/lib/peers";

const dimseAddress = ({ host, address, port, aeTitle, usesTls }: OutgoingPeer) => ({
  host,
  address,
  port,
  aeTitle,
  tls: usesTls,
});

/** The protocols that the forwarding room, which is below them, sends by. */
export const sendProtocols: SendProtocols = {
  DIMSE: {
    send: (peer, instances, onResult, signal) => storeToPeer(dimseAddress(peer), instances, onResult, signal),
    requestCommitment: (peer, request, signal) => requestCommitment(dimseAddress(peer), request, signal),
  },
  DICOMWEB: { send: storeByWeb },
};

/** C-ECHO, or a request to the peer's DICOMweb services. */
export const probePeer: PeerProbe = (peer, signal) =>
  peer.protocol === "DICOMWEB" ? verifyWeb(peer, signal) : verifyByEcho(dimseAddress(peer), { signal });
