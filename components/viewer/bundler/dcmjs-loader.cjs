// Cornerstone takes the dictionary, a reader and a logger from dcmjs, whose one file is mostly structured reports,
// derivations and names of private elements: three quarters of a megabyte that each reader would fetch and compile.
// What stands behind the reader is cut off; the minifier drops what nobody uses of the rest.
const LAST_KEPT = "var AsyncDicomReader = ";
const REST = `
DicomDict.setDicomMessageClass(DicomMessage);
ValueRepresentation.setDicomMessageClass(DicomMessage);
ValueRepresentation.setTagClass(Tag);
Tag.setDicomMessageClass(DicomMessage);
const data = { DicomMetaDictionary };
const async = { AsyncDicomReader };
const utilities = { DicomMetadataListener };
export { async, constants, data, log, utilities };
export default { async, constants, data, log, utilities };
`;

module.exports = function withoutReports(source) {
  const last = source.indexOf(LAST_KEPT);
  const end = source.indexOf("\n}();\n", last);
  if (last < 0 || end < 0) throw new Error("dcmjs.es.js changed: check the dcmjs loader");
  return `${source.slice(0, end)}\n}();\n${REST}`;
};
