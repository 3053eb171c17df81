-- Money is kept in cents.

CREATE TABLE books (
    id          INTEGER PRIMARY KEY,
    slug        TEXT    NOT NULL UNIQUE,
    title       TEXT    NOT NULL,
    author      TEXT    NOT NULL,
    subject     TEXT    NOT NULL,
    price       INTEGER NOT NULL CHECK (price >= 0),
    stock       INTEGER NOT NULL CHECK (stock >= 0),
    description TEXT    NOT NULL DEFAULT '',
    on_sale     INTEGER NOT NULL DEFAULT 1
);

CREATE TABLE customers (
    id            INTEGER PRIMARY KEY,
    name          TEXT NOT NULL,
    email         TEXT NOT NULL UNIQUE COLLATE NOCASE,
    salt          BLOB NOT NULL,
    password_hash BLOB NOT NULL
);

-- One row for each browser that is signed in.
CREATE TABLE sign_ins (
    session_id  TEXT    PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customers (id)
);

CREATE TABLE basket_lines (
    session_id TEXT    NOT NULL,
    book_id    INTEGER NOT NULL REFERENCES books (id),
    copies     INTEGER NOT NULL CHECK (copies > 0),
    PRIMARY KEY (session_id, book_id)
);

-- A message the next page shows once.
CREATE TABLE notices (
    session_id TEXT PRIMARY KEY,
    message    TEXT NOT NULL
);

CREATE TABLE partners (
    id      INTEGER PRIMARY KEY,
    name    TEXT NOT NULL UNIQUE,
    api_key TEXT NOT NULL UNIQUE
);

-- Who ordered: a customer, a partner, or a guest known by the session alone.
CREATE TABLE orders (
    id          INTEGER PRIMARY KEY,
    placed_on   TEXT    NOT NULL,
    session_id  TEXT,
    customer_id INTEGER REFERENCES customers (id),
    partner_id  INTEGER REFERENCES partners (id),
    name        TEXT    NOT NULL,
    email       TEXT    NOT NULL,
    street      TEXT    NOT NULL,
    town        TEXT    NOT NULL,
    total       INTEGER NOT NULL
);

CREATE TABLE order_lines (
    order_id INTEGER NOT NULL REFERENCES orders (id),
    title    TEXT    NOT NULL,
    price    INTEGER NOT NULL,
    copies   INTEGER NOT NULL
);
