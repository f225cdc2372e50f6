package models

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"
	"slices"
	"strconv"
	"strings"
)

// AuditImage is what a protected row looked like after the transaction that an audit event stands for. Images are
// append-only; the last one of a row is what the row must look like now.
type AuditImage struct {
	ID      int64 `gorm:"primaryKey;autoIncrement"`
	AuditID int64
	Entity  string // table
	RowKey  string // JSON array of the primary key's values
	Image   string // JSON object of the protected columns, sorted by name, without empty ones; "" when deleted
	Deleted bool
}

// AuditSeal chains one audit event, with its images, to all that were sealed before it.
type AuditSeal struct {
	Sequence  int64 `gorm:"primaryKey;autoIncrement:false"` // from 1, without gaps
	AuditID   int64
	Algorithm string // of SealAlgorithm
	Hash      string // hexadecimal
}

// AuditHead names the newest seal of a database. Kept outside of it, it shows when the database was put back or
// rewritten.
type AuditHead struct {
	Sequence int64   `json:"sequence"`
	Hash     string  `json:"hash"`
	AuditID  int64   `json:"audit_id"`
	At       Instant `json:"at"` // of the audit event
}

// SealAlgorithm is the hash new seals are made with. Each seal names its own, so that another can follow.
const SealAlgorithm = "sha256"

// sealHashes are the algorithms that a seal may name.
var sealHashes = map[string]func() hash.Hash{SealAlgorithm: sha256.New}

// SealHash is the hash of a seal: over its algorithm, its sequence, the hash of the seal before it ("" for the first),
// the event and the event's images, whatever order they come in. It is "" for an algorithm that this program does not
// know.
func SealHash(algorithm string, sequence int64, previous string, e AuditEvent, images []AuditImage) string {
	construct := sealHashes[algorithm]
	if construct == nil {
		return ""
	}
	h := construct()
	number := func(n int64) string { return strconv.FormatInt(n, 10) }
	writeParts(h, algorithm, number(sequence), previous, number(e.ID), e.CommandKey, e.ProjectID, e.ByID, e.ByName,
		e.Action, e.Object,
		e.Detail, number(int64(e.At)), strconv.Itoa(len(images)))
	images = slices.Clone(images)
	slices.SortFunc(images, func(a, b AuditImage) int {
		if c := strings.Compare(a.Entity, b.Entity); c != 0 {
			return c
		}
		return strings.Compare(a.RowKey, b.RowKey)
	})
	for _, i := range images {
		writeParts(h, i.Entity, i.RowKey, i.Image, strconv.FormatBool(i.Deleted))
	}
	return hex.EncodeToString(h.Sum(nil))
}

// writeParts writes each part after its length, so that no two lists of parts give the same bytes.
func writeParts(w io.Writer, parts ...string) {
	for _, p := range parts {
		_, _ = io.WriteString(w, strconv.Itoa(len(p))+":"+p) // a hash never fails
	}
}

// ChainReport is what a verification of the audit chain found.
type ChainReport struct {
	OK       bool     `json:"ok"`
	Events   int      `json:"events"`   // audit events on record
	Sealed   int      `json:"sealed"`   // seals on record
	Unsealed int      `json:"unsealed"` // events without a seal
	Head     string   `json:"head"`     // hash of the newest seal; "" when there is none
	Breaks   []string `json:"breaks"`   // what does not fit, in Chinese
}
