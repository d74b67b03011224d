export { type SftpServer, startSftp } from "./sftp-server";
