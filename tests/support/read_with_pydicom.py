"""Reads DICOM files for tests: what pydicom makes of them, as JSON. Input: {"kind": ..., "files": [...]} on stdin."""

import hashlib
import json
import sys
import warnings

import pydicom
from pydicom import config

warnings.simplefilter("ignore")
config.settings.reading_validation_mode = config.IGNORE


def frame_hashes(ds):
    """SHA-256 of each native frame: interleaved, little endian, one byte per pixel for single bits."""
    bits = ds.BitsAllocated
    samples = ds.get("SamplesPerPixel", 1)
    pixels = ds.Rows * ds.Columns
    count = int(ds.get("NumberOfFrames", 1) or 1)
    raw = next(ds[tag].value for tag in (0x7FE00010, 0x7FE00008, 0x7FE00009) if tag in ds)
    hashes = []
    for frame in range(count):
        if bits == 1:
            first = frame * pixels * samples
            data = bytes((raw[i >> 3] >> (i & 7)) & 1 for i in range(first, first + pixels * samples))
        else:
            size = pixels * samples * bits // 8
            data = raw[frame * size : (frame + 1) * size]
            if samples > 1 and ds.get("PlanarConfiguration", 0) == 1:
                width = bits // 8
                planes = [data[s * pixels * width : (s + 1) * pixels * width] for s in range(samples)]
                data = b"".join(
                    plane[i * width : (i + 1) * width] for i in range(pixels) for plane in planes
                )
        hashes.append(hashlib.sha256(data).hexdigest())
    return hashes


def drop_group_lengths(ds):
    for tag in list(ds.keys()):
        if tag.element == 0:
            del ds[tag]
    for element in ds:
        if element.VR == "SQ":
            for item in element.value:
                drop_group_lengths(item)


def without_pixels(ds):
    """The attributes up to the pixel data, without private ones and group lengths."""
    ds.remove_private_tags()
    drop_group_lengths(ds)
    for tag in list(ds.keys()):
        if tag.group >= 0x7FE0:
            del ds[tag]
    return json.loads(ds.to_json(suppress_invalid_tags=True, bulk_data_threshold=1 << 30))


def transcoded(file):
    ds = pydicom.dcmread(file)
    syntax = str(ds.file_meta.TransferSyntaxUID)
    has_pixels = any(tag in ds for tag in (0x7FE00010, 0x7FE00008, 0x7FE00009))
    hashes = frame_hashes(ds) if has_pixels else []
    return {"syntax": syntax, "hashes": hashes, "attributes": without_pixels(ds)}


def attributes(file):
    return without_pixels(pydicom.dcmread(file, force=True, stop_before_pixels=False))


KINDS = {"transcoded": transcoded, "attributes": attributes}


def main():
    given = json.load(sys.stdin)
    results = {}
    for file in given["files"]:
        try:
            results[file] = KINDS[given["kind"]](file)
        except Exception as error:  # what pydicom can't read is told, not hidden
            results[file] = {"error": f"{type(error).__name__}: {error}"}
    json.dump(results, sys.stdout)


main()
