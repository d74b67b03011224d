export { handleDicomWeb } from "./handle-dicom-web";
