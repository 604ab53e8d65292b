"""What is published: a release's things, vocabulary and quality as representations, without HTTP."""
