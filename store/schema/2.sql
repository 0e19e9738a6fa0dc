-- Stories that tell of one event. It has the id of the story that was grouped first; 0: not grouped yet, and until then
-- a story is an event of its own.
ALTER TABLE story ADD COLUMN event  INTEGER NOT NULL DEFAULT 0;
ALTER TABLE story ADD COLUMN aside  INTEGER NOT NULL DEFAULT 0; -- a live page, a briefing …: it never stands for the event
ALTER TABLE story ADD COLUMN copied INTEGER NOT NULL DEFAULT 0; -- in the words of an agency, or of an earlier story of the event
CREATE INDEX story_event ON story (event, place);

-- The story that an act on an event was asked for; 0: it was about stories, one by one.
ALTER TABLE act ADD COLUMN story INTEGER NOT NULL DEFAULT 0;
