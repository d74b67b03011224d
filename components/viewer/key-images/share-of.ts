/** The share in the address of a DICOMweb root; none for the own archive's. */
export const SHARE_ROOT = /^\/dicom-web\/shares\/([^/]+)/;
