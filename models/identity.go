package models

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// Key returns a stable identifier: the prefix, a dash and 20 hex digits of a SHA-256 over the length-prefixed parts.
// Equal parts give equal keys, so that a retry writes the same row.
func Key(prefix string, parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(strconv.Itoa(len(p)) + ":" + p))
	}
	return prefix + "-" + hex.EncodeToString(h.Sum(nil))[:20]
}

// NameKey folds a name for matching: full width to half width, lower case, without white space and invisible
// characters (a zero-width space is often pasted along). Digits and words such as 一期 or 2号 stay: they distinguish
// projects.
func NameKey(name string) string {
	if isKey(name) {
		return name
	}
	return foldName(name)
}

// foldName does what NameKey describes.
func foldName(name string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, width.Narrow.String(name)))
}

// isKey reports whether folding leaves a name unchanged: printable ASCII without upper case, and Chinese characters.
// It saves the allocation of foldName.
func isKey(name string) bool {
	for i := 0; i < len(name); {
		switch b := name[i]; {
		case b > ' ' && b < 0x7f && (b < 'A' || b > 'Z'):
			i++
		case b >= 0xe4 && b <= 0xe9 && len(name)-i >= 3 && name[i+1]&0xc0 == 0x80 && name[i+2]&0xc0 == 0x80:
			i += 3
		default:
			return false
		}
	}
	return true
}

// ProjectID is the row key of a project in a year: "2021-ZD-2021-001".
func ProjectID(year int, code string) string { return fmt.Sprintf("%d-%s", year, code) }

// OrganisationID is the row key of an organisation, derived from its folded name.
func OrganisationID(name string) string { return Key("org", NameKey(name)) }

// PostID is the row key of a post, derived from its folded title.
func PostID(title string) string { return Key("post", NameKey(title)) }

// MilestoneID is the row key of a milestone, derived from its project and folded name.
func MilestoneID(projectID, name string) string { return Key("ms", projectID, NameKey(name)) }

// ReportID is the row key of a project's report of a month.
func ReportID(projectID string, month Month) string { return Key("rep", projectID, month.String()) }

// SubmissionID is the row key of what one command submitted.
func SubmissionID(commandKey string) string { return Key("sub", commandKey) }
