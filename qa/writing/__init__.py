"""The optional language-model writer, each sentence checked."""
