export { AddPeerInput, addPeer } from "./add-peer";
export { admitPeer } from "./admit-peer";
export { listPeers } from "./list-peers";
export { removePeer } from "./remove-peer";
