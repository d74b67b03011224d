// Storage SOP Classes of PS3.4 table B.5-1 below 1.2.840.10008.5.1.4: UID suffix, directory record type
// (PS3.3 F.4; protocols, which have none, go as RAW DATA), name. Retired ones that real archives still hold are included.
export const SOP_CLASS_TABLE = `
1.1.1|IMAGE|Computed Radiography Image
1.1.1.1|IMAGE|Digital X-Ray Image - For Presentation
1.1.1.1.1|IMAGE|Digital X-Ray Image - For Processing
1.1.1.2|IMAGE|Digital Mammography X-Ray Image - For Presentation
1.1.1.2.1|IMAGE|Digital Mammography X-Ray Image - For Processing
1.1.1.3|IMAGE|Digital Intra-Oral X-Ray Image - For Presentation
1.1.1.3.1|IMAGE|Digital Intra-Oral X-Ray Image - For Processing
1.1.2|IMAGE|CT Image
1.1.2.1|IMAGE|Enhanced CT Image
1.1.2.2|IMAGE|Legacy Converted Enhanced CT Image
1.1.3|IMAGE|Ultrasound Multi-frame Image
1.1.3.1|IMAGE|Ultrasound Multi-frame Image
1.1.4|IMAGE|MR Image
1.1.4.1|IMAGE|Enhanced MR Image
1.1.4.2|SPECTROSCOPY|MR Spectroscopy
1.1.4.3|IMAGE|Enhanced MR Color Image
1.1.4.4|IMAGE|Legacy Converted Enhanced MR Image
1.1.5|IMAGE|Nuclear Medicine Image
1.1.6|IMAGE|Ultrasound Image
1.1.6.1|IMAGE|Ultrasound Image
1.1.6.2|IMAGE|Enhanced US Volume
1.1.7|IMAGE|Secondary Capture Image
1.1.7.1|IMAGE|Multi-frame Single Bit Secondary Capture Image
1.1.7.2|IMAGE|Multi-frame Grayscale Byte Secondary Capture Image
1.1.7.3|IMAGE|Multi-frame Grayscale Word Secondary Capture Image
1.1.7.4|IMAGE|Multi-frame True Color Secondary Capture Image
1.1.9.1|WAVEFORM|Waveform - Trial
1.1.9.1.1|WAVEFORM|12-lead ECG Waveform
1.1.9.1.2|WAVEFORM|General ECG Waveform
1.1.9.1.3|WAVEFORM|Ambulatory ECG Waveform
1.1.9.2.1|WAVEFORM|Hemodynamic Waveform
1.1.9.3.1|WAVEFORM|Cardiac Electrophysiology Waveform
1.1.9.4.1|WAVEFORM|Basic Voice Audio Waveform
1.1.9.4.2|WAVEFORM|General Audio Waveform
1.1.9.5.1|WAVEFORM|Arterial Pulse Waveform
1.1.9.6.1|WAVEFORM|Respiratory Waveform
1.1.9.6.2|WAVEFORM|Multi-channel Respiratory Waveform
1.1.9.7.1|WAVEFORM|Routine Scalp Electroencephalogram Waveform
1.1.9.7.2|WAVEFORM|Electromyogram Waveform
1.1.9.7.3|WAVEFORM|Electrooculogram Waveform
1.1.9.7.4|WAVEFORM|Sleep Electroencephalogram Waveform
1.1.9.8.1|WAVEFORM|Body Position Waveform
1.1.11.1|PRESENTATION|Grayscale Softcopy Presentation State
1.1.11.2|PRESENTATION|Color Softcopy Presentation State
1.1.11.3|PRESENTATION|Pseudo-Color Softcopy Presentation State
1.1.11.4|PRESENTATION|Blending Softcopy Presentation State
1.1.11.5|PRESENTATION|XA/XRF Grayscale Softcopy Presentation State
1.1.11.6|PRESENTATION|Grayscale Planar MPR Volumetric Presentation State
1.1.11.7|PRESENTATION|Compositing Planar MPR Volumetric Presentation State
1.1.11.8|PRESENTATION|Advanced Blending Presentation State
1.1.11.9|PRESENTATION|Volume Rendering Volumetric Presentation State
1.1.11.10|PRESENTATION|Segmented Volume Rendering Volumetric Presentation State
1.1.11.11|PRESENTATION|Multiple Volume Rendering Volumetric Presentation State
1.1.12.1|IMAGE|X-Ray Angiographic Image
1.1.12.1.1|IMAGE|Enhanced XA Image
1.1.12.2|IMAGE|X-Ray Radiofluoroscopic Image
1.1.12.2.1|IMAGE|Enhanced XRF Image
1.1.12.3|IMAGE|X-Ray Angiographic Bi-Plane Image
1.1.13.1.1|IMAGE|X-Ray 3D Angiographic Image
1.1.13.1.2|IMAGE|X-Ray 3D Craniofacial Image
1.1.13.1.3|IMAGE|Breast Tomosynthesis Image
1.1.13.1.4|IMAGE|Breast Projection X-Ray Image - For Presentation
1.1.13.1.5|IMAGE|Breast Projection X-Ray Image - For Processing
1.1.14.1|IMAGE|Intravascular Optical Coherence Tomography Image - For Presentation
1.1.14.2|IMAGE|Intravascular Optical Coherence Tomography Image - For Processing
1.1.20|IMAGE|Nuclear Medicine Image
1.1.30|IMAGE|Parametric Map
1.1.66|RAW DATA|Raw Data
1.1.66.1|REGISTRATION|Spatial Registration
1.1.66.2|FIDUCIAL|Spatial Fiducials
1.1.66.3|REGISTRATION|Deformable Spatial Registration
1.1.66.4|IMAGE|Segmentation
1.1.66.5|SURFACE|Surface Segmentation
1.1.66.6|TRACT|Tractography Results
1.1.67|VALUE MAP|Real World Value Mapping
1.1.68.1|SURFACE SCAN|Surface Scan Mesh
1.1.68.2|SURFACE SCAN|Surface Scan Point Cloud
1.1.77.1|IMAGE|VL Image - Trial
1.1.77.2|IMAGE|VL Multi-frame Image - Trial
1.1.77.1.1|IMAGE|VL Endoscopic Image
1.1.77.1.1.1|IMAGE|Video Endoscopic Image
1.1.77.1.2|IMAGE|VL Microscopic Image
1.1.77.1.2.1|IMAGE|Video Microscopic Image
1.1.77.1.3|IMAGE|VL Slide-Coordinates Microscopic Image
1.1.77.1.4|IMAGE|VL Photographic Image
1.1.77.1.4.1|IMAGE|Video Photographic Image
1.1.77.1.5.1|IMAGE|Ophthalmic Photography 8 Bit Image
1.1.77.1.5.2|IMAGE|Ophthalmic Photography 16 Bit Image
1.1.77.1.5.3|STEREOMETRIC|Stereometric Relationship
1.1.77.1.5.4|IMAGE|Ophthalmic Tomography Image
1.1.77.1.5.5|IMAGE|Wide Field Ophthalmic Photography Stereographic Projection Image
1.1.77.1.5.6|IMAGE|Wide Field Ophthalmic Photography 3D Coordinates Image
1.1.77.1.5.7|IMAGE|Ophthalmic Optical Coherence Tomography En Face Image
1.1.77.1.5.8|IMAGE|Ophthalmic Optical Coherence Tomography B-scan Volume Analysis
1.1.77.1.6|IMAGE|VL Whole Slide Microscopy Image
1.1.77.1.7|IMAGE|Dermoscopic Photography Image
1.1.78.1|MEASUREMENT|Lensometry Measurements
1.1.78.2|MEASUREMENT|Autorefraction Measurements
1.1.78.3|MEASUREMENT|Keratometry Measurements
1.1.78.4|MEASUREMENT|Subjective Refraction Measurements
1.1.78.5|MEASUREMENT|Visual Acuity Measurements
1.1.78.6|SR DOCUMENT|Spectacle Prescription Report
1.1.78.7|MEASUREMENT|Ophthalmic Axial Measurements
1.1.78.8|MEASUREMENT|Intraocular Lens Calculations
1.1.79.1|SR DOCUMENT|Macular Grid Thickness and Volume Report
1.1.80.1|MEASUREMENT|Ophthalmic Visual Field Static Perimetry Measurements
1.1.81.1|IMAGE|Ophthalmic Thickness Map
1.1.82.1|IMAGE|Corneal Topography Map
1.1.88.1|SR DOCUMENT|Text SR - Trial
1.1.88.2|SR DOCUMENT|Audio SR - Trial
1.1.88.3|SR DOCUMENT|Detail SR - Trial
1.1.88.4|SR DOCUMENT|Comprehensive SR - Trial
1.1.88.11|SR DOCUMENT|Basic Text SR
1.1.88.22|SR DOCUMENT|Enhanced SR
1.1.88.33|SR DOCUMENT|Comprehensive SR
1.1.88.34|SR DOCUMENT|Comprehensive 3D SR
1.1.88.35|SR DOCUMENT|Extensible SR
1.1.88.40|SR DOCUMENT|Procedure Log
1.1.88.50|SR DOCUMENT|Mammography CAD SR
1.1.88.59|KEY OBJECT DOC|Key Object Selection Document
1.1.88.65|SR DOCUMENT|Chest CAD SR
1.1.88.67|SR DOCUMENT|X-Ray Radiation Dose SR
1.1.88.68|SR DOCUMENT|Radiopharmaceutical Radiation Dose SR
1.1.88.69|SR DOCUMENT|Colon CAD SR
1.1.88.70|SR DOCUMENT|Implantation Plan SR
1.1.88.71|SR DOCUMENT|Acquisition Context SR
1.1.88.72|SR DOCUMENT|Simplified Adult Echo SR
1.1.88.73|SR DOCUMENT|Patient Radiation Dose SR
1.1.88.74|SR DOCUMENT|Planned Imaging Agent Administration SR
1.1.88.75|SR DOCUMENT|Performed Imaging Agent Administration SR
1.1.88.76|SR DOCUMENT|Enhanced X-Ray Radiation Dose SR
1.1.90.1|ASSESSMENT|Content Assessment Results
1.1.91.1|ANNOTATION|Microscopy Bulk Simple Annotations
1.1.104.1|ENCAP DOC|Encapsulated PDF
1.1.104.2|ENCAP DOC|Encapsulated CDA
1.1.104.3|ENCAP DOC|Encapsulated STL
1.1.104.4|ENCAP DOC|Encapsulated OBJ
1.1.104.5|ENCAP DOC|Encapsulated MTL
1.1.128|IMAGE|Positron Emission Tomography Image
1.1.128.1|IMAGE|Legacy Converted Enhanced PET Image
1.1.130|IMAGE|Enhanced PET Image
1.1.131|PRESENTATION|Basic Structured Display
1.1.200.1|RAW DATA|CT Defined Procedure Protocol
1.1.200.2|RAW DATA|CT Performed Procedure Protocol
1.1.200.3|RAW DATA|Protocol Approval
1.1.200.7|RAW DATA|XA Defined Procedure Protocol
1.1.200.8|RAW DATA|XA Performed Procedure Protocol
1.1.481.1|IMAGE|RT Image
1.1.481.2|RT DOSE|RT Dose
1.1.481.3|RT STRUCTURE SET|RT Structure Set
1.1.481.4|RT TREAT RECORD|RT Beams Treatment Record
1.1.481.5|RT PLAN|RT Plan
1.1.481.6|RT TREAT RECORD|RT Brachy Treatment Record
1.1.481.7|RT TREAT RECORD|RT Treatment Summary Record
1.1.481.8|RT PLAN|RT Ion Plan
1.1.481.9|RT TREAT RECORD|RT Ion Beams Treatment Record
1.1.481.10|RADIOTHERAPY|RT Physician Intent
1.1.481.11|RADIOTHERAPY|RT Segment Annotation
1.1.481.12|RADIOTHERAPY|RT Radiation Set
1.1.481.13|RADIOTHERAPY|C-Arm Photon-Electron Radiation
1.1.481.14|RADIOTHERAPY|Tomotherapeutic Radiation
1.1.481.15|RADIOTHERAPY|Robotic-Arm Radiation
1.1.481.16|RADIOTHERAPY|RT Radiation Record Set
1.1.481.17|RADIOTHERAPY|RT Radiation Salvage Record
1.1.481.18|RADIOTHERAPY|Tomotherapeutic Radiation Record
1.1.481.19|RADIOTHERAPY|C-Arm Photon-Electron Radiation Record
1.1.481.20|RADIOTHERAPY|Robotic Radiation Record
1.1.481.21|RADIOTHERAPY|RT Radiation Set Delivery Instruction
1.1.481.22|RADIOTHERAPY|RT Treatment Preparation
34.1|PLAN|RT Beams Delivery Instruction - Trial
34.7|PLAN|RT Beams Delivery Instruction
34.10|PLAN|RT Brachy Application Setup Delivery Instruction
38.1|HANGING PROTOCOL|Hanging Protocol
39.1|PALETTE|Color Palette
43.1|IMPLANT|Generic Implant Template
44.1|IMPLANT ASSY|Implant Assembly Template
45.1|IMPLANT GROUP|Implant Template Group
1.1.66.7|IMAGE|Label Map Segmentation
1.1.11.12|PRESENTATION|Variable Modality LUT Softcopy Presentation State
`;
