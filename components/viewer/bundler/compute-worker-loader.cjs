// Cornerstone's compute worker imports the file that spawns it, and Turbopack follows that circle for ever
// (vercel/next.js#97399). The worker serves segmentation statistics only, which this viewer doesn't offer:
// its creation is replaced by an error that would name the reason.
module.exports = function withoutComputeWorker(source) {
  const creation = /return new Worker\(new URL\([^)]*\), \{[^}]*\}\);/;
  if (!creation.test(source))
    throw new Error("registerComputeWorker.js changed: check the compute worker loader");
  return source.replace(
    creation,
    'throw new Error("segmentation statistics are not available in this build");',
  );
};
