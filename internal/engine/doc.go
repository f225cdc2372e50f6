// Package engine runs a Temporal server inside the process, on loopback, over a SQLite file of its own.
//
// It is the only importer of go.temporal.io/server, which costs minutes of compilation and some 130 MB of program; the
// build tag noembed leaves it out, and Start then returns an error that asks for an external server.
//
// The file DIR/temporal.db holds timers, histories and queues: the durable clock. The business data is another
// file. If temporal.db is lost, the workflows are started again from the business data. DIR/temporal.lock keeps a
// second process out. DIR/backup keeps a copy of the file from before each change of server version.
//
// Every port asks for the certificate of a client (mutual TLS), made anew at every start; DIR/temporal-tls has it for
// programs of the same user.
//
// Stop in this order: what takes requests, the workers, the clients, then the engine.
package engine
