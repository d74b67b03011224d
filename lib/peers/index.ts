export { AddPeerInput, addPeer } from "./add-peer";
export { admitPeer } from "./admit-peer";
export { PeerAddressError } from "./allowed-addresses";
export { ChangePeerInput, changePeer } from "./change-peer";
export { type Destination, listDestinations } from "./list-destinations";
export { listPeers } from "./list-peers";
export { type OutgoingPeer, openPeer } from "./open-peer";
export { removePeer } from "./remove-peer";
export { type PeerProbe, verifyPeer } from "./verify-peer";
