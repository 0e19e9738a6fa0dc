-- The host of a feed has been at a public address: it is not believed when it says later that it is in the reader's own network.
ALTER TABLE feed ADD COLUMN public INTEGER NOT NULL DEFAULT 0;
