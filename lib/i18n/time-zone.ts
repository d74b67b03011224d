/** Times on screens and in mails are the clock on the ward's wall, wherever the server stands. */
export const TIME_ZONE = "Europe/Amsterdam";
