// Stands in the browser for Node modules that wasm codecs name but never use there.
module.exports = {};
