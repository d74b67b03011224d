export * from "./api";
export { addSftpAccount, findSftpAccount, listSftpAccounts, removeSftpAccount } from "./sftp-accounts";
export { jailOf } from "./sftp-folders";
export { takeDrops } from "./take-drops";
export { addWatchedFolder, listWatchedFolders, removeWatchedFolder } from "./watched-folders";
