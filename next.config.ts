import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const emptyModule = "./components/viewer/bundler/empty-module.cjs";

const config: NextConfig = {
  reactStrictMode: true,
  // The server listens on 127.0.0.1; while developing Next trusts "localhost" alone.
  allowedDevOrigins: ["127.0.0.1"],
  poweredByHeader: false,
  // While developing Next prints every address; a mailed link's has its token in it.
  logging: { incomingRequests: { ignore: [/^\/s\//] } },
  // One address for people and programs: the caught mails as a page, or as JSON for who asks for that.
  rewrites: async () => ({
    beforeFiles: [
      // The address that IHE gives an image display (RAD TF-2 4.106); the viewer takes the same parameters.
      { source: "/IHEInvokeImageDisplay", destination: "/viewer" },
      {
        source: "/dev/mail",
        has: [{ type: "header" as const, key: "accept", value: ".*application/json.*" }],
        destination: "/dev/mail/json",
      },
    ],
    afterFiles: [],
    fallback: [],
  }),
  // npm test checks the types of the whole tree; a build needn't do it again.
  typescript: { ignoreBuildErrors: true },
  // Node would keep the maps of the server's chunks in memory: half as much again as everything else. So would it the
  // programs of pages that nobody opens; those that people open first are loaded by lib/http/warm-up.ts.
  experimental: { turbopackSourceMaps: false, turbopackScopeHoisting: false, preloadEntriesOnStart: false },
  // The first look for their own parts: native ones, and the data of fonts. Of the others a copy would stand in the
  // program of every route, and all of these stay in memory.
  serverExternalPackages: ["ssh2", "pdfkit", "fontkit", "pg-boss", "@zip.js/zip.js", "file-type"],
  turbopack: {
    root: import.meta.dirname,
    resolveAlias: {
      fs: { browser: emptyModule },
      path: { browser: emptyModule },
      // What vtk.js would bring beside what the viewer draws with: a reader of XML meshes with a parser of XML and
      // YAML, a second renderer for WebGPU, and 180 tables of colours.
      "@kitware/vtk.js/IO/XML/XMLPolyDataReader.js": { browser: emptyModule },
      "@kitware/vtk.js/Rendering/Profiles/Geometry.js":
        "@kitware/vtk.js/Rendering/OpenGL/Profiles/Geometry.js",
      "@kitware/vtk.js/Rendering/Profiles/Volume.js": "@kitware/vtk.js/Rendering/OpenGL/Profiles/Volume.js",
      "@kitware/vtk.js/Rendering/Core/ColorTransferFunction/ColorMaps.js":
        "@kitware/vtk.js/Rendering/Core/ColorTransferFunction/ColorMapsLite.js",
    },
    rules: {
      // See the loader: without it the build never ends.
      "**/@cornerstonejs/tools/dist/esm/utilities/registerComputeWorker.js": {
        loaders: [{ loader: "./components/viewer/bundler/compute-worker-loader.cjs", options: {} }],
        as: "*.js",
      },
      // Its values of 12 bits are wrong: see the loader.
      "**/dicom-image-loader/dist/esm/codecs/jpeg.js": {
        loaders: [{ loader: "./lib/rendering/extended-jpeg-loader.cjs", options: {} }],
        as: "*.js",
      },
      "**/dcmjs/build/dcmjs.es.js": {
        loaders: [{ loader: "./components/viewer/bundler/dcmjs-loader.cjs", options: {} }],
        as: "*.js",
      },
    },
  },
  webpack: (webpackConfig, { isServer }) => {
    if (!isServer) {
      webpackConfig.resolve.fallback = { ...webpackConfig.resolve.fallback, fs: false, path: false };
    }
    return webpackConfig;
  },
};

export default createNextIntlPlugin("./lib/i18n/request.ts")(config);
