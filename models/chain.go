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

// AuditImage is the content of a protected row after the transaction of an audit event. Images are append-only; the
// row must equal its last image.
type AuditImage struct {
	ID      int64 `gorm:"primaryKey;autoIncrement"`
	AuditID int64
	Entity  string // table
	RowKey  string // JSON array of the primary key's values
	Image   string // JSON object of the protected columns, sorted by name, without empty ones; "" when deleted
	Deleted bool
}

// AuditSeal chains one audit event and its images to the seal before it.
type AuditSeal struct {
	Sequence  int64 `gorm:"primaryKey;autoIncrement:false"` // from 1, without gaps
	AuditID   int64
	Algorithm string // name of the hash, see SealAlgorithm
	Hash      string // hexadecimal
}

// AuditHead identifies the newest seal of a database. A copy kept outside the database reveals that the database was
// rolled back or rewritten.
type AuditHead struct {
	Sequence int64   `json:"sequence"`
	Hash     string  `json:"hash"`
	AuditID  int64   `json:"audit_id"`
	At       Instant `json:"at"` // of the audit event
}

// SealAlgorithm is the hash of new seals. Each seal stores its algorithm, so that the hash can be replaced.
const SealAlgorithm = "sha256"

// sealHashes holds the hashes a seal may use, by the name stored in it.
var sealHashes = map[string]func() hash.Hash{SealAlgorithm: sha256.New}

// SealHash returns the hash of a seal in hexadecimal, over its algorithm, its sequence, the previous seal's hash (""
// for the first), the event and the event's images in any order. It is "" for an unknown algorithm.
func SealHash(algorithm string, sequence int64, previous string, e AuditEvent, images []AuditImage) string {
	construct := sealHashes[algorithm]
	if construct == nil {
		return ""
	}
	h := construct()
	number := func(n int64) string { return strconv.FormatInt(n, 10) }
	writeParts(h, algorithm, number(sequence), previous, number(e.ID), e.CommandKey, e.ProjectID, e.ByID, e.ByName,
		e.Action, e.Object, e.Detail, number(int64(e.At)), strconv.Itoa(len(images)))
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

// writeParts writes each part after its length, so that different lists of parts never give the same bytes.
func writeParts(w io.Writer, parts ...string) {
	for _, p := range parts {
		_, _ = io.WriteString(w, strconv.Itoa(len(p))+":"+p) // writing to a hash never fails
	}
}

// ChainReport is the result of a verification of the audit chain.
type ChainReport struct {
	OK       bool     `json:"ok"`
	Events   int      `json:"events"`   // audit events on record
	Sealed   int      `json:"sealed"`   // seals on record
	Unsealed int      `json:"unsealed"` // events without a seal
	Head     string   `json:"head"`     // hash of the newest seal; "" when there is none
	Breaks   []string `json:"breaks"`   // one Chinese sentence for each break
}
