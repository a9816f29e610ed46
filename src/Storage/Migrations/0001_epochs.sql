-- The counter that every room's epochs come from.
--
-- One row serves all rooms. A row for each room would have to outlive the room, because a code that is used again needs a higher epoch than
-- it had before, so with ephemeral rooms the table would grow for ever.
CREATE TABLE epochs (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    last_epoch bigint NOT NULL CHECK (last_epoch BETWEEN 0 AND 8796093022207) -- below 2^43: numbers begin at 1,024 times this, and clients hold them in JavaScript numbers
);

INSERT INTO epochs (last_epoch) VALUES (0);
