"""Values that a viewer has to show, for tests: read by pydicom, decoded by dcmtk where pydicom has no decoder.

Input on stdin: {"files": [...], "points": 20, "seed": 4}. Output: by path {"study", "rows", "columns", "frames", "colour",
"isLossy", "points": [[frame from 0, x, y, [[dx, dy, values], ...]]]}, or {"study", "error"}. A point comes with its
neighbours: where an image is larger than the screen, the pointer lands beside the pixel.

With "first": 40 or "voxels": [[column, row, image], ...] the files are one series; see those functions.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import warnings

import numpy
import pydicom
from pydicom import config
from pydicom.pixel_data_handlers import apply_color_lut, convert_color_space

warnings.simplefilter("ignore")
config.settings.reading_validation_mode = config.IGNORE

BY_DCMTK = {
    "1.2.840.10008.1.2.4.50": "dcmdjpeg",
    "1.2.840.10008.1.2.4.51": "dcmdjpeg",
    "1.2.840.10008.1.2.4.53": "dcmdjpeg",
    "1.2.840.10008.1.2.4.55": "dcmdjpeg",
    "1.2.840.10008.1.2.4.57": "dcmdjpeg",
    "1.2.840.10008.1.2.4.70": "dcmdjpeg",
    "1.2.840.10008.1.2.4.80": "dcmdjpls",
    "1.2.840.10008.1.2.4.81": "dcmdjpls",
    "1.2.840.10008.1.2.5": "dcmdrle",
}
REACH = 8
CONVERTED_BY_DECODER = ("1.2.840.10008.1.2.4.90", "1.2.840.10008.1.2.4.91")
LOSSY = {f"1.2.840.10008.1.2.4.{n}" for n in (50, 51, 53, 55, 81, 91, 112, 203)}


def dataset_of(path):
    ds = pydicom.dcmread(path, force=True)
    syntax = str(ds.file_meta.get("TransferSyntaxUID", "1.2.840.10008.1.2")) if "file_meta" in ds.__dict__ else ""
    if not syntax:
        ds.file_meta.TransferSyntaxUID = "1.2.840.10008.1.2"
    program = BY_DCMTK.get(syntax)
    if program is None:
        return ds, syntax
    handle, target = tempfile.mkstemp(suffix=".dcm")
    os.close(handle)
    try:
        # Colours stay as they are stored: pydicom converts them.
        extra = ["+cn"] if program == "dcmdjpeg" and syntax not in LOSSY else []
        subprocess.run([program, *extra, path, target], check=True, capture_output=True, timeout=120)
        return pydicom.dcmread(target), syntax
    finally:
        os.unlink(target)


def stored_bits_only(array, ds):
    """Overlays and garbage may stand in the bits above High Bit (PS3.5 8.1.1)."""
    bits, high = int(ds.BitsStored), int(ds.get("HighBit", ds.BitsStored - 1))
    if ds.BitsAllocated in (1, 32) or bits == ds.BitsAllocated:
        return array
    values = array.astype(numpy.int64) >> (high + 1 - bits)
    values &= (1 << bits) - 1
    if ds.PixelRepresentation == 1:
        values = numpy.where(values >= 1 << (bits - 1), values - (1 << bits), values)
    return values


def functional(ds, frame, sequence, keyword):
    for groups in (
        ds.PerFrameFunctionalGroupsSequence[frame] if "PerFrameFunctionalGroupsSequence" in ds else None,
        ds.SharedFunctionalGroupsSequence[0] if ds.get("SharedFunctionalGroupsSequence") else None,
    ):
        if groups is not None and groups.get(sequence):
            return groups[sequence].value[0].get(keyword)
    return ds.get(keyword)


def rescaled(array, ds, frame):
    if ds.get("ModalityLUTSequence"):
        item = ds.ModalityLUTSequence[0]
        count, first, _ = [int(v) for v in item.LUTDescriptor]
        table = numpy.asarray(item.LUTData)
        return table[numpy.clip(array.astype(numpy.int64) - first, 0, (count or 65536) - 1)]
    if "DoseGridScaling" in ds:
        return array * float(ds.DoseGridScaling)
    slope = functional(ds, frame, "PixelValueTransformationSequence", "RescaleSlope")
    intercept = functional(ds, frame, "PixelValueTransformationSequence", "RescaleIntercept")
    return array * float(1 if slope is None else slope) + float(0 if intercept is None else intercept)


def little_endian_palette(ds):
    """Tables of big-endian files: pydicom reads their words the wrong way round."""
    if not ds.is_little_endian and ds.RedPaletteColorLookupTableDescriptor[2] == 16:
        for colour in ("Red", "Green", "Blue"):
            name = f"{colour}PaletteColorLookupTableData"
            words = numpy.frombuffer(ds[name].value, dtype=">u2")
            ds[name].value = words.astype("<u2").tobytes()
        ds.is_little_endian = True
    return ds


def patch_values(ds, syntax, patch, frame, colour):
    """A small part of a frame, as rows of columns of lists of values."""
    if ds.PhotometricInterpretation == "PALETTE COLOR":
        rgb = apply_color_lut(patch, little_endian_palette(ds))
        return (rgb[..., :3].astype(numpy.int64) >> (8 if rgb.dtype == numpy.uint16 else 0)).tolist()
    if colour:
        if ds.PhotometricInterpretation.startswith("YBR_FULL") and syntax not in CONVERTED_BY_DECODER:
            patch = convert_color_space(patch, ds.PhotometricInterpretation, "RGB")
        return (patch[..., :3].astype(numpy.int64) >> max(0, int(ds.BitsStored) - 8)).tolist()
    values = numpy.round(rescaled(stored_bits_only(patch, ds), ds, frame).astype(float), 6)
    return values[..., numpy.newaxis].tolist()


def expected(path, count, seed):
    ds, syntax = dataset_of(path)
    frames = int(ds.get("NumberOfFrames", 1) or 1)
    colour = ds.get("SamplesPerPixel", 1) > 1 or ds.PhotometricInterpretation == "PALETTE COLOR"
    array = ds.pixel_array
    if frames == 1:
        array = array[numpy.newaxis]
    generator = random.Random(seed)
    chosen = sorted({0, frames // 2, frames - 1})
    points = []
    for index in range(count):
        frame = chosen[index * len(chosen) // count]
        x, y = generator.randrange(ds.Columns), generator.randrange(ds.Rows)
        left, top = max(0, x - REACH), max(0, y - REACH)
        patch = array[frame][top : y + REACH + 1, left : x + REACH + 1]
        values = patch_values(ds, syntax, patch, frame, colour)
        around = [
            [left + i - x, top + j - y, value] for j, row in enumerate(values) for i, value in enumerate(row)
        ]
        points.append([frame, x, y, around])
    return {
        "rows": int(ds.Rows),
        "columns": int(ds.Columns),
        "frames": frames,
        "colour": bool(colour),
        "isLossy": syntax in LOSSY,
        "points": points,
    }


def voxels(files, places, slab=0):
    """Of a series in the order of its instance numbers: the value at column, row, image and the extremes around it.

    Of a slab of so many images on either side the least and the most that its highest value can be where it is drawn.
    """
    slices = sorted((pydicom.dcmread(path) for path in files), key=lambda ds: int(ds.InstanceNumber))
    volume = numpy.stack([rescaled(ds.pixel_array, ds, 0) for ds in slices])
    answer = []
    for x, y, z in places:
        column = volume[:, max(0, y - 1) : y + 2, max(0, x - 1) : x + 2]
        if slab > 0:
            least = column.min(axis=(1, 2))[max(0, z - slab + 1) : z + slab].max()
            most = column.max(axis=(1, 2))[max(0, z - slab - 1) : z + slab + 2].max()
            highest = volume[max(0, z - slab) : z + slab + 1, y, x].max()
            answer.append([float(highest), float(least), float(most)])
            continue
        around = volume[max(0, z - 1) : z + 2, max(0, y - 1) : y + 2, max(0, x - 1) : x + 2]
        answer.append([float(volume[z, y, x]), float(around.min()), float(around.max())])
    return answer


def part_of_series(files, count):
    """The first images of a series by their instance numbers, and its study."""
    heads = [(pydicom.dcmread(path, stop_before_pixels=True), path) for path in files]
    heads.sort(key=lambda head: int(head[0].InstanceNumber))
    return {"study": str(heads[0][0].StudyInstanceUID), "files": [path for _, path in heads[:count]]}


request = json.load(sys.stdin)
if "first" in request:
    json.dump(part_of_series(request["files"], request["first"]), sys.stdout)
    sys.exit()
if "voxels" in request:
    json.dump(voxels(request["files"], request["voxels"], request.get("slab", 0)), sys.stdout)
    sys.exit()
answer = {}
for path in request["files"]:
    try:
        answer[path] = expected(path, request["points"], request["seed"])
    except Exception as error:  # what this reader can't read is left to the other checks
        answer[path] = {"error": f"{type(error).__name__}: {error}"[:300]}
    try:
        head = pydicom.dcmread(path, force=True, specific_tags=["StudyInstanceUID", "SOPInstanceUID"])
        answer[path]["study"] = str(head.StudyInstanceUID)
        answer[path]["instance"] = str(head.SOPInstanceUID)
    except Exception:
        answer[path]["study"] = ""
json.dump(answer, sys.stdout)
