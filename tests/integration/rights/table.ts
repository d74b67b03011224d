/** Who asks. Up to `scope` by what one is; from `sender` by what one is to the share in the address. */
export const COLUMNS = [
  "signedOut",
  "care",
  "desk",
  "mdo",
  "admin",
  "privacy",
  "operator",
  "other",
  "otherAdmin",
  "organization",
  "scope",
  "sender",
  "recipient",
  "member",
  "elsewhere",
  "revoked",
  "expired",
  "viewOnly",
] as const;
export type Column = (typeof COLUMNS)[number];

/** Codes behind the letters of a cell. */
const CODES: Record<string, string> = {
  "401": "unauthorized",
  "403": "forbidden",
  "403a": "actor_required",
  "403d": "download_not_allowed",
  "403s": "insufficient_scope",
  "404": "not_found",
  "405": "method_not_allowed",
  "410r": "share_revoked",
  "410e": "share_expired",
  "410m": "meeting_over",
};

/**
 * The rights (interfaces.md "Who is asking"): one line per method and address, one cell per who asks.
 * care to operator, organization and scope belong to the organisation that holds the study and are not its sender;
 * other and otherAdmin belong to an organisation that has nothing to do with it; recipient, member (of an addressed mailbox) and
 * the rest belong to a third one. Refusals have a letter where one status has several codes.
 */
const TABLE = `
                                                                out  care desk mdo  adm  priv oper othr oadm org  scop send reci memb else revo expi view
GET    /api/health                                              open
GET    /api/metrics                                             open
GET    /api/v1/openapi.json                                     open
GET    /dev/mail/json                                           open
GET    /api/auth/{...nextauth}                                  sign-in
POST   /api/auth/{...nextauth}                                  sign-in

GET    /api/v1/me                                               401  200  200  200  200  200  200  200  200  404  403s 200  200  200  200  200  200  200
HEAD   /api/v1/events?topic=share:{share}                       401  404  404  404  404  404  404  404  404  404  403s 200  200  200  404  404  404  200
PUT    /api/v1/me/locale                                        401  204  204  204  204  204  204  204  204  403a 403s 204  204  204  204  204  204  204
GET    /api/v1/me/viewer-preferences                            401  200  200  200  200  200  200  200  200  403a 403s 200  200  200  200  200  200  200
PUT    /api/v1/me/viewer-preferences                            401  204  204  204  204  204  204  204  204  403a 403s 204  204  204  204  204  204  204

POST   /api/v1/audit/search                                     401  403  403  403  403  200  403  403  403  403a 403s 403  403  403  403  403  403  403
POST   /api/v1/audit/export                                     401  403  403  403  403  200  403  403  403  403a 403s 403  403  403  403  403  403  403
POST   /api/v1/audit/verify                                     401  403  403  403  403  200  403  403  403  403a 403s 403  403  403  403  403  403  403

GET    /api/v1/directory                                        401  200  200  200  200  200  200  200  200  200  403s 200  200  200  200  200  200  200
POST   /api/v1/directory/search                                 401  200  200  200  200  200  200  200  200  200  403s 200  200  200  200  200  200  200
PUT    /api/v1/directory/favorites                              401  204  204  204  204  204  204  204  204  403a 403s 204  204  204  204  204  204  204

POST   /api/v1/studies/search                                   401  200  200  200  200  403  403  200  200  200  403s 200  200  200  200  200  200  200
GET    /api/v1/studies/{study}                                  401  200  200  200  200  403  403  404  404  200  403s 200  404  404  404  404  404  404
DELETE /api/v1/studies/{study}                                  401  403  403  403  204  403  403  403  404  204  403s 403  403  403  403  403  403  403
GET    /api/v1/studies/{study}/key-images                       401  200  200  200  200  403  403  404  404  403a 403s 200  404  404  404  404  404  404
PUT    /api/v1/studies/{study}/key-images                       401  200  200  200  200  403  403  404  404  403a 403s 200  404  404  404  404  404  404
DELETE /api/v1/key-images/{keyImage}                            401  204  204  204  204  403  403  404  404  403a 403s 204  404  404  404  404  404  404
GET    /api/v1/studies/{study}/archive                          401  200  200  200  200  403  403  404  404  200  403s 200  404  404  404  404  404  404
GET    /api/v1/studies/{study}/documents/{document}             401  200  200  200  200  403  403  404  404  200  403s 200  404  404  404  404  404  404
GET    /api/v1/studies/arriving                                 401  200  200  200  200  403  403  200  200  200  403s 200  200  200  200  200  200  200
GET    /api/v1/conflicts                                        401  200  200  403  200  403  403  200  200  200  403s 200  200  200  200  200  200  200
POST   /api/v1/studies/{study}/transfers                        401  201  201  403  201  403  403  404  404  201  403s 201  404  404  404  404  404  404
GET    /api/v1/studies/{study}/reconciliation                   401  200  200  403  200  403  403  404  404  200  403s 200  404  404  404  404  404  404
GET    /api/v1/transfers                                        401  200  200  200  200  403  403  200  200  200  403s 200  200  200  200  200  200  200
POST   /api/v1/transfers/{transferId}/retry                     401  200  200  403  200  403  403  404  404  200  403s 200  404  404  404  404  404  404
POST   /api/v1/transfers/{transferId}/cancel                    401  200  200  403  200  403  403  404  404  200  403s 200  404  404  404  404  404  404
GET    /api/v1/peers                                            401  200  200  403  200  403  403  200  200  200  403s 200  200  200  200  200  200  200
POST   /api/v1/patients/search                                  401  200  200  403  200  403  403  200  200  200  403s 200  200  200  200  200  200  200

POST   /api/v1/imports                                          401  201  201  403  201  403  403  201  201  403a 403s 201  201  201  201  201  201  201
GET    /api/v1/imports/{import}                                 401  200  404  403  404  403  403  404  404  403a 403s 404  404  404  404  404  404  404
POST   /api/v1/imports/{import}/known                           401  200  404  403  404  403  403  404  404  403a 403s 404  404  404  404  404  404  404
POST   /api/v1/imports/{import}/close                           401  200  404  403  404  403  403  404  404  403a 403s 404  404  404  404  404  404  404
GET    /pdf-resources/cmaps/H.bcmap                             401  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200  200
POST   /uploads                                                 401  201  404  403  404  403  403  404  404  403a 403s 404  404  404  404  404  404  404
HEAD   /uploads/{upload}                                        401  200  404  403  404  403  403  404  404  403  403  404  404  404  404  404  404  404
PATCH  /uploads/{upload}                                        401  204  404  403  404  403  403  404  404  403a 403s 404  404  404  404  404  404  404
DELETE /uploads/{upload}                                        401  204  404  403  404  403  403  404  404  403a 403s 404  404  404  404  404  404  404
GET    /uploads/{upload}                                        401  405  405  405  405  405  405  405  405  405  403s 405  405  405  405  405  405  405

POST   /api/v1/shares                                           401  201  201  201  403  403  403  404  403  403a 403s 201  404  404  404  404  404  404
POST   /api/v1/shares/check                                     401  200  200  200  403  403  403  404  403  403a 403s 200  404  404  404  404  404  404
GET    /api/v1/shares                                           401  200  200  200  200  200  200  200  200  403a 403s 200  200  200  200  200  200  200
GET    /api/v1/shares/recent-recipients                         401  200  200  200  200  200  200  200  200  403a 403s 200  200  200  200  200  200  200
GET    /api/v1/inbox/counts                                     401  200  200  200  200  200  200  200  200  403a 403s 200  200  200  200  200  200  200
GET    /api/v1/shares/{share}                                   401  404  404  404  404  404  404  404  404  404  403s 200  200  200  404  410r 410e 200
GET    /api/v1/shares/{share}/archive                           401  404  404  404  404  404  404  404  404  404  403s 200  200  200  404  410r 410e 403d
GET    /api/v1/shares/{share}/documents/{document}              401  404  404  404  404  404  404  404  404  404  403s 200  200  200  404  410r 410e 200
POST   /api/v1/shares/{share}/revoke                            401  404  404  404  404  404  404  404  404  404  403s 200  403  403  404  410r 410e 403
POST   /api/v1/shares/{share}/extend                            401  404  404  404  404  404  404  404  404  404  403s 200  403  403  404  410r 410e 403
POST   /api/v1/shares/{share}/recipients                        401  404  404  404  404  404  404  404  404  404  403s 200  403  403  404  410r 410e 403
POST   /api/v1/shares/{share}/remind                            401  404  404  404  404  404  404  404  404  404  403s 200  403  403  404  410r 410e 403
POST   /api/v1/shares/{share}/decline                           401  404  404  404  404  404  404  404  404  404  403s 403  200  200  404  410r 410e 200
POST   /api/v1/shares/{share}/claim                             401  404  404  404  404  404  404  404  404  404  403s 403  200  200  404  410r 410e 200
POST   /api/v1/shares/{share}/work                              401  404  404  404  404  404  404  404  404  404  403s 403  200  200  404  410r 410e 200
POST   /api/v1/shares/{share}/forward                           401  404  404  404  404  404  404  404  404  404  403s 403  200  200  404  410r 410e 200
POST   /api/v1/shares/{share}/replies                           401  404  404  404  404  404  404  404  404  404  403s 200  200  200  404  410r 410e 200
POST   /api/v1/shares/{share}/complete                          401  404  404  404  404  404  404  404  404  404  403s 200  403  403  404  410r 410e 403
POST   /api/v1/shares/{share}/replies/{reply}/keep              401  404  404  404  404  404  404  404  404  404  403s 200  403  403  404  410r 410e 403
POST   /api/v1/shares/{share}/ask                               401  404  404  404  404  404  404  404  404  404  403s 403  403  403  404  200  200  403
GET    /api/v1/shares/{share}/import                            401  404  404  404  404  404  404  404  404  404  403s 403  200  200  404  410r 410e 403d
POST   /api/v1/shares/{share}/import                            401  404  404  404  404  404  404  404  404  404  403s 403  202  202  404  410r 410e 403d

POST   /api/v1/requests                                         401  201  201  201  403  403  403  201  403  403a 403s 201  201  201  201  201  201  201
GET    /api/v1/requests                                         401  200  200  200  200  200  200  200  200  403a 403s 200  200  200  200  200  200  200
GET    /api/v1/requests/counts                                  401  200  200  200  200  200  200  200  200  403a 403s 200  200  200  200  200  200  200
GET    /api/v1/requests/{request}                               401  404  200  404  404  404  404  404  404  404  403s 404  200  404  404  404  404  404
GET    /api/v1/requests/{request}/matches                       401  404  200  404  404  404  404  404  404  404  403s 404  404  404  404  404  404  404
POST   /api/v1/requests/{request}/answer                        401  404  200  404  404  404  404  404  404  403a 403s 404  404  404  404  404  404  404
POST   /api/v1/requests/{request}/decline                       401  404  200  404  404  404  404  404  404  404  403s 404  403  404  404  404  404  404
POST   /api/v1/requests/{request}/withdraw                      401  404  403  404  404  404  404  404  404  404  403s 404  200  404  404  404  404  404
POST   /api/v1/requests/{request}/remind                        401  404  403  404  404  404  404  404  404  404  403s 404  200  404  404  404  404  404
HEAD   /api/v1/events?topic=request:{request}                   401  404  200  404  404  404  404  404  404  404  403s 404  200  404  404  404  404  404

GET    /api/v1/administration/request-rule                      401  403  403  403  200  403  403  403  200  403a 403s 403  403  403  403  403  403  403
PUT    /api/v1/administration/request-rule                      401  403  403  403  200  403  403  403  404  403a 403s 403  403  403  403  403  403  403
GET    /api/v1/figures                                          401  403  200  200  200  403  403  403  200  403a 403s 403  403  200  403  403  403  403
GET    /api/v1/figures/export                                   401  403  200  200  200  403  403  403  200  403a 403s 403  403  200  403  403  403  403

GET    /api/v1/administration/users                             401  403  403  403  200  403  403  403  200  403  403s 403  403  403  403  403  403  403
POST   /api/v1/administration/users                             401  403  403  403  201  403  403  403  201  403  403s 403  403  403  403  403  403  403
POST   /api/v1/administration/users/{userId}/{action}           401  403  403  403  204  403  403  403  404  403  403s 403  403  403  403  403  403  403
PUT    /api/v1/administration/users/{userId}/roles              401  403  403  403  200  403  403  403  404  403  403s 403  403  403  403  403  403  403
PUT    /api/v1/administration/users/{userId}/password           401  403  403  403  204  403  403  403  404  403  403s 403  403  403  403  403  403  403
POST   /api/v1/administration/users/{userId}/identities         401  403  403  403  200  403  403  403  404  403  403s 403  403  403  403  403  403  403
DELETE /api/v1/administration/identities/{identityId}           401  404  404  404  204  404  404  404  404  404  403s 404  404  404  404  404  404  404
GET    /api/v1/administration/departments                       401  403  403  403  200  403  403  403  200  403a 403s 403  403  403  403  403  403  403
PUT    /api/v1/administration/departments                       401  403  403  403  200  403  403  403  404  403a 403s 403  403  403  403  403  403  403
PUT    /api/v1/administration/mailboxes                         401  403  403  403  200  403  403  403  404  403a 403s 403  403  403  403  403  403  403
GET    /api/v1/administration/addresses                         401  403  403  403  200  403  403  403  200  403a 403s 403  403  403  403  403  403  403
PUT    /api/v1/administration/addresses/accounts                401  403  403  403  204  403  403  403  404  403a 403s 403  403  403  403  403  403  403
PUT    /api/v1/administration/practitioners                     401  403  403  403  200  403  403  403  404  403a 403s 403  403  403  403  403  403  403
DELETE /api/v1/administration/practitioners/{addressId}         401  403  403  403  204  403  403  403  404  403a 403s 403  403  403  403  403  403  403
GET    /api/v1/administration/peers                             401  403  403  403  200  403  200  403  200  403a 403s 403  403  403  403  403  403  403
POST   /api/v1/administration/peers                             401  403  403  403  201  403  201  403  201  403a 403s 403  403  403  403  403  403  403
PUT    /api/v1/administration/peers/{peerId}                    401  403  403  403  204  403  204  403  404  403a 403s 403  403  403  403  403  403  403
DELETE /api/v1/administration/peers/{peerId}                    401  403  403  403  204  403  204  403  404  403a 403s 403  403  403  403  403  403  403
POST   /api/v1/administration/peers/{peerId}/verify             401  403  403  403  200  403  200  403  404  403a 403s 403  403  403  403  403  403  403
GET    /api/v1/administration/retention                         401  403  403  403  200  403  403  403  200  403a 403s 403  403  403  403  403  403  403
PUT    /api/v1/administration/retention                         401  403  403  403  204  403  403  403  204  403a 403s 403  403  403  403  403  403  403
PUT    /api/v1/administration/retention/studies/{study}         401  403  403  403  204  403  403  403  404  403a 403s 403  403  403  403  403  403  403
GET    /api/v1/administration/tokens                            401  403  403  403  200  403  403  403  200  403  403s 403  403  403  403  403  403  403
POST   /api/v1/administration/tokens                            401  403  403  403  201  403  403  403  201  403  403s 403  403  403  403  403  403  403
DELETE /api/v1/administration/tokens/{tokenId}                  401  404  404  404  204  404  404  404  404  404  403s 404  404  404  404  404  404  404
GET    /api/v1/administration/organizations                     401  403  403  403  403  403  200  403  403  403a 403s 403  403  403  403  403  403  403
POST   /api/v1/administration/organizations                     401  403  403  403  403  403  201  403  403  403a 403s 403  403  403  403  403  403  403
POST   /api/v1/administration/organizations/{organizationId}/administrators 401  403  403  403  201  403  201  403  403  403  403s 403  403  403  403  403  403  403
GET    /api/v1/administration/watched-folders                   401  403  403  403  403  403  200  403  403  403a 403s 403  403  403  403  403  403  403
POST   /api/v1/administration/watched-folders                   401  403  403  403  403  403  201  403  403  403a 403s 403  403  403  403  403  403  403
DELETE /api/v1/administration/watched-folders/{id}              401  403  403  403  403  403  204  403  403  403a 403s 403  403  403  403  403  403  403
GET    /api/v1/administration/sftp-accounts                     401  403  403  403  403  403  200  403  403  403a 403s 403  403  403  403  403  403  403
POST   /api/v1/administration/sftp-accounts                     401  403  403  403  403  403  201  403  403  403a 403s 403  403  403  403  403  403  403
DELETE /api/v1/administration/sftp-accounts/{name}              401  403  403  403  403  403  204  403  403  403a 403s 403  403  403  403  403  403  403
GET    /api/v1/administration/directory-sources                 401  403  403  403  403  403  200  403  403  403a 403s 403  403  403  403  403  403  403
POST   /api/v1/administration/directory-imports                 401  403  403  403  403  403  200  403  403  403a 403s 403  403  403  403  403  403  403
GET    /api/v1/administration/queue                             401  403  403  403  403  403  200  403  403  403a 403s 403  403  403  403  403  403  403
POST   /api/v1/administration/queue/{jobId}/retry               401  403  403  403  403  403  204  403  403  403a 403s 403  403  403  403  403  403  403
GET    /api/v1/administration/system                            401  403  403  403  403  403  200  403  403  403a 403s 403  403  403  403  403  403  403

HEAD   /api/v1/events?topic=meeting:{meeting}                   401  404  404  200  404  404  404  404  404  404  403s 200  200  200  404  404  200  404
GET    /api/v1/meetings                                         401  200  200  200  403  403  403  200  403  403a 403s 200  200  200  200  200  200  200
GET    /api/v1/meetings/series                                  401  200  200  200  403  403  403  200  403  403a 403s 200  200  200  200  200  200  200
POST   /api/v1/meetings/series                                  401  403  403  201  403  403  403  403  403  403a 403s 403  403  403  403  403  403  403
GET    /api/v1/meetings/series/{series}                         401  404  404  200  403  403  403  404  403  403a 403s 200  200  200  404  404  200  404
PUT    /api/v1/meetings/series/{series}                         401  404  404  200  403  403  403  404  403  403a 403s 403  200  403  404  404  403  404
POST   /api/v1/meetings/series/{series}/meetings                401  404  404  201  403  403  403  404  403  403a 403s 403  201  403  404  404  403  404
PUT    /api/v1/meetings/series/{series}/participants            401  404  404  200  403  403  403  404  403  403a 403s 403  200  403  404  404  403  404
DELETE /api/v1/meetings/series/{series}/participants/{participant} 401  404  404  204  403  403  403  404  403  403a 403s 403  204  403  404  404  403  404
GET    /api/v1/meetings/{meeting}                               401  404  404  200  403  403  403  404  403  403a 403s 200  200  200  404  404  200  404
POST   /api/v1/meetings/{meeting}/cases                         401  404  404  201  403  403  403  404  403  403a 403s 201  201  201  404  404  409  404
PUT    /api/v1/meetings/{meeting}/order                         401  404  404  200  403  403  403  404  403  403a 403s 403  200  403  404  404  403  404
PUT    /api/v1/meetings/{meeting}/present                       401  404  404  200  403  403  403  404  403  403a 403s 403  200  403  404  404  403  404
POST   /api/v1/meetings/{meeting}/chase                         401  404  404  200  403  403  403  404  403  403a 403s 403  200  403  404  404  403  404
PUT    /api/v1/meetings/{meeting}/note                          401  404  404  200  403  403  403  404  403  403a 403s 403  200  403  404  404  403  404
POST   /api/v1/meetings/{meeting}/close                         401  404  404  200  403  403  403  404  403  403a 403s 403  200  403  404  404  403  404
POST   /api/v1/meetings/{meeting}/cancel                        401  404  404  200  403  403  403  404  403  403a 403s 403  200  403  404  404  403  404
POST   /api/v1/meetings/{meeting}/move                          401  404  404  200  403  403  403  404  403  403a 403s 403  200  403  404  404  403  404
GET    /api/v1/meetings/{meeting}/agenda                        401  404  404  200  403  403  403  404  403  403a 403s 200  200  200  404  404  410m 404
GET    /api/v1/meetings/cases/{case}                            401  404  404  200  403  403  403  404  403  403a 403s 200  200  200  404  404  410m 404
PUT    /api/v1/meetings/cases/{case}                            401  404  404  200  403  403  403  404  403  403a 403s 200  200  403  404  404  410m 404
POST   /api/v1/meetings/cases/{case}/studies                    401  404  404  200  403  403  403  404  403  403a 403s 200  404  404  404  404  410m 404
POST   /api/v1/meetings/cases/{case}/withdraw                   401  404  404  204  403  403  403  404  403  403a 403s 204  204  403  404  404  410m 404
PUT    /api/v1/meetings/cases/{case}/items/{kind}               401  404  404  200  403  403  403  404  403  403a 403s 200  200  403  404  404  410m 404
PUT    /api/v1/meetings/cases/{case}/documents/{document}       401  404  404  200  403  403  403  404  403  403a 403s 200  200  403  404  404  410m 404
PUT    /api/v1/meetings/cases/{case}/opinion                    401  404  404  200  403  403  403  404  403  403a 403s 200  200  200  404  404  410m 404
PUT    /api/v1/meetings/cases/{case}/note                       401  404  404  200  403  403  403  404  403  403a 403s 403  200  403  404  404  410m 404
PUT    /api/v1/meetings/cases/{case}/look                       401  404  404  200  403  403  403  404  403  403a 403s 200  200  200  404  404  410m 404
PUT    /api/v1/meetings/cases/{case}/outcome                    401  404  404  200  403  403  403  404  403  403a 403s 403  200  403  404  404  410m 404
POST   /api/v1/meetings/cases/{case}/sign                       401  404  404  403  403  403  403  404  403  403a 403s 403  200  403  404  404  410m 404
POST   /api/v1/meetings/cases/{case}/amend                      401  404  404  403  403  403  403  404  403  403a 403s 403  200  403  404  404  410m 404
DELETE /api/v1/meetings/cases/{case}/amend                      401  404  404  403  403  403  403  404  403  403a 403s 403  200  403  404  404  410m 404
GET    /api/v1/meetings/cases/{case}/report                     401  404  404  200  403  403  403  404  403  403a 403s 200  200  200  404  404  410m 404

POST   /dicom-web/studies                                       401  409  409  403  409  403  403  409  409  409  403s 409  409  409  409  409  409  409
POST   /dicom-web/studies/{study}                               401  409  409  403  409  403  403  409  409  409  403s 409  409  409  409  409  409  409
DELETE /dicom-web/studies/{study}                               401  405  405  405  405  403  403  405  405  405  403s 405  405  405  405  405  405  405
GET    /dicom-web/studies                                       401  200  200  200  200  403  403  204  204  200  403s 200  204  204  204  204  204  204
GET    /dicom-web/series                                        401  200  200  200  200  403  403  204  204  200  403s 200  204  204  204  204  204  204
GET    /dicom-web/instances                                     401  200  200  200  200  403  403  204  204  200  403s 200  204  204  204  204  204  204
GET    /dicom-web/studies/{study}...                            401  200  200  200  200  403  403  404  404  200  403s 200  404  404  404  404  404  404
GET    /dicom-web/opening?studyUID={study}                      401  200  200  200  200  403  403  404  404  200  403s 200  404  404  404  404  404  404
GET    /dicom-web/shares/{share}/studies                        401  404  404  404  404  404  404  404  404  404  403s 200  200  200  404  410r 410e 200
GET    /dicom-web/shares/{share}/series                         401  404  404  404  404  404  404  404  404  404  403s 200  200  200  404  410r 410e 200
GET    /dicom-web/shares/{share}/instances                      401  404  404  404  404  404  404  404  404  404  403s 200  200  200  404  410r 410e 200
POST   /dicom-web/shares/{share}/studies                        401  404  404  404  404  404  404  404  404  404  403s 405  405  405  404  410r 410e 405
GET    /dicom-web/shares/{share}/studies/{study}...             401  404  404  404  404  404  404  404  404  404  403s 200  200  200  404  410r 410e 200
GET    /dicom-web/shares/{share}/opening                        401  404  404  404  404  404  404  404  404  404  403s 200  200  200  404  410r 410e 200
`;

const ACTIONS = ["disable", "enable", "unlock", "reset-second-factor", "end-sessions"];

/** What stands for the three dots: the services below a study, by the file that serves them. */
export const SERVICES: Record<string, readonly string[]> = {
  "qido-rs.ts": ["/series", "/instances", "/series/{series}/instances"],
  "wado-rs-instances.ts": ["", "/series/{series}", "/series/{series}/instances/{instance}"],
  "wado-rs-metadata.ts": everyLevel("/metadata"),
  "wado-rs-rendered.ts": [
    ...everyLevel("/rendered"),
    ...everyLevel("/thumbnail"),
    "/series/{series}/instances/{instance}/frames/1/rendered",
    "/series/{series}/instances/{instance}/frames/1/thumbnail",
  ],
  "wado-rs-frames.ts": ["/series/{series}/instances/{instance}/frames/1"],
  "wado-rs-bulk-data.ts": ["/series/{series}/instances/{instance}/bulkdata/7FE00010"],
  // Not below a study: its rows are written out.
  "stow-rs.ts": [],
};

function everyLevel(service: string): string[] {
  return ["", "/series/{series}", "/series/{series}/instances/{instance}"].map((level) => level + service);
}

export interface Row {
  method: string;
  address: string;
  /** One line of the table stands for every action of an account. */
  action?: string;
  /** Status and, for a refusal, its code; "open" to everybody; "sign-in" is next-auth's own, tested with sign-in. */
  cells: "open" | "sign-in" | Record<Column, { status: number; code?: string }>;
}

export const ROWS: Row[] = TABLE.trim()
  .split("\n")
  .slice(1)
  .filter((line) => line.trim() !== "")
  .flatMap((line) => {
    const [method = "", address = "", ...cells] = line.trim().split(/\s+/);
    if (address.includes("{action}"))
      return ACTIONS.map((action) => ({ ...rowOf(method, address, cells), action }));
    if (!address.endsWith("...")) return [rowOf(method, address, cells)];
    return Object.values(SERVICES)
      .flat()
      .map((service) => withViewOnly(rowOf(method, address.replace("...", service), cells), service));
  });

function rowOf(method: string, address: string, cells: string[]): Row {
  const [only] = cells;
  if (only === "open" || only === "sign-in") return { method, address, cells: only };
  if (cells.length !== COLUMNS.length) throw new Error(`${method} ${address} has ${cells.length} cells`);
  const byColumn = COLUMNS.map((column, index) => [column, cellOf(cells[index] ?? "")]);
  return { method, address, cells: Object.fromEntries(byColumn) };
}

function cellOf(text: string): { status: number; code?: string } {
  const code = CODES[text];
  return { status: Number(text.slice(0, 3)), ...(code !== undefined && { code }) };
}

/** View only: whatever is `application/dicom` stays where it is. */
function withViewOnly(row: Row, service: string): Row {
  if (!row.address.includes("{share}") || typeof row.cells === "string") return row;
  if (!SERVICES["wado-rs-instances.ts"]?.includes(service)) return row;
  return { ...row, cells: { ...row.cells, viewOnly: cellOf("403d") } };
}

/**
 * The pages with what guards them. `session`: signed out leads to sign-in and back; what the page shows comes from
 * the calls above, which answer by their own rows. `role`: the page itself says that the role lacks.
 */
export const PAGES: Record<string, "open" | "session" | "first-factor" | `role:${string}`> = {
  "/": "session",
  "/account": "session",
  "/administration": "session",
  "/administration/{section}": "session",
  "/audit": "role:PRIVACY_OFFICER",
  "/dev/mail": "open",
  "/directory": "session",
  "/emergency": "session",
  "/document": "session",
  "/figures": "session",
  "/inbox": "session",
  "/inbox/{shareId}": "session",
  "/meetings": "session",
  "/meetings/{meeting}": "session",
  "/meetings/{meeting}/coordinate": "session",
  "/meetings/{meeting}/prepare": "session",
  "/meetings/series/{series}": "session",
  "/meetings/submit": "session",
  "/present/{meeting}": "session",
  "/requests": "session",
  "/requests/new": "session",
  "/requests/{requestId}": "session",
  "/s/{token}": "open",
  "/send": "session",
  "/sent": "session",
  "/sent/{shareId}": "session",
  "/shares/{id}": "session",
  "/shares/{id}/import": "session",
  "/sign-in": "open",
  "/sign-in/no-account": "open",
  "/sign-in/second-factor": "first-factor",
  "/studies": "session",
  "/studies/{studyInstanceUid}": "session",
  "/transfers": "session",
  "/viewer": "session",
};
