-- One row for each family of ids; whoever needs some moves next_id on and owns what it skipped.

CREATE TABLE "${prefix}ids" (
    name    VARCHAR(63) NOT NULL,
    next_id BIGINT      NOT NULL,
    CONSTRAINT "${prefix}ids_pkey" PRIMARY KEY (name)
);
