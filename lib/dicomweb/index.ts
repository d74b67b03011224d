export { foreseeInstance } from "./find-instance";
export { handleDicomWeb } from "./handle-dicom-web";
export { storeByWeb, verifyWeb } from "./stow-scu";
