"""The plan as a document: PDF/UA-1 by Typst, and DOCX to write on in."""
