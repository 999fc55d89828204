"""From a Source to a Page of Blocks: decoding, plain text with leftover markup, web pages."""
