-- Short lines of the pages that were kept: one that stands on several pages of a site belongs to the site.
CREATE TABLE page_line (
	site  TEXT    NOT NULL,                             -- host, without www.
	page  INTEGER NOT NULL,                             -- hash of its title: one report comes by many feeds and addresses
	hash  INTEGER NOT NULL,                             -- of the folded line
	story INTEGER NOT NULL,
	PRIMARY KEY (site, page, hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX page_line_hash ON page_line (site, hash);
CREATE INDEX page_line_story ON page_line (site, story);

CREATE TABLE furniture (
	site  TEXT    NOT NULL,
	hash  INTEGER NOT NULL,
	text  TEXT    NOT NULL,                             -- plain, as it last stood there
	pages INTEGER NOT NULL,                             -- of those that are remembered
	shown INTEGER NOT NULL DEFAULT 0,                   -- 1: the reader wants to see it all the same
	PRIMARY KEY (site, hash)
) STRICT, WITHOUT ROWID;
