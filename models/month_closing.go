package models

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
)

// ClosingKind tells what was frozen.
type ClosingKind string

// The kinds. A month is closed once all of its reports are approved, or by the office with the missing ones named. An
// estimate (25th) and the verified figures (5th) are what went up to the city; see ConfirmedBy.
const (
	ClosedMonth    ClosingKind = "month"
	ClosedEstimate ClosingKind = "estimate"
	ClosedVerified ClosingKind = "verified"
)

// The audit actions of a closing and of a reopening.
const (
	ActionMonthClosed   = "month.closed"
	ActionMonthReopened = "month.reopened"
	// once in a database: the months that were over before closings were kept have theirs
	ActionMonthsReconstructed = "month.reconstructed"
)

// MonthClosing is the record of a month of a programme (月结). It is written once; reopening or correcting a month writes
// the next version. Everything that is shown "as of" the month reads the newest version.
type MonthClosing struct {
	ID            string `gorm:"primaryKey"` // MonthClosingID
	ProgrammeID   string
	Kind          ClosingKind
	Month         Month
	Version       int // from 1
	At            Instant
	ByID          string
	ByName        string
	Reason        string   // of a version after the first: why
	Document      string   // the paper it stands on, if any
	Missing       []string `gorm:"serializer:json"` // projects without an approved report, "code name"
	Reconstructed bool     // made from later data: the month was over before closings were kept
	Reopened      bool     // the month is open again from this version on
	Settles       bool     // reopened by withdrawing an acceptance: it closes by itself once it is complete
	Rules         string   // JSON of ClosingRules
	Totals        string   // JSON of Totals
	Target        Money    `gorm:"column:target_fen"`
	SHA256        string   `gorm:"column:sha256"` // over the contents of the lines, in their order
}

// TableName names the table.
func (MonthClosing) TableName() string { return "closings" }

// MonthClosingLine is one project of a closing.
type MonthClosingLine struct {
	ClosingID string `gorm:"primaryKey"`
	Position  int    `gorm:"primaryKey"` // from 1, in the order of the list
	ProjectID string
	Content   string // JSON of ProjectFigures
}

// TableName names the table.
func (MonthClosingLine) TableName() string { return "closing_lines" }

// ClosingRules names the rules a closing was computed by.
type ClosingRules struct {
	Ladder  string    `json:"ladder"`
	Colours string    `json:"colours"`
	Curve   string    `json:"curve"`
	Rank    RankRule  `json:"rank"`
	List    ListRules `json:"list"`
	// among whom units were ranked, and the kinds of the units of the lines; nil: all together
	Ranks *RankGroups         `json:"rank_groups,omitempty"`
	Kinds map[string]UnitKind `json:"unit_kinds,omitempty"`
}

// MonthClosingID is the row key of a version of a closing.
func MonthClosingID(programmeID string, kind ClosingKind, month Month, version int) string {
	return Key("closing", programmeID, string(kind), month.String(), strconv.Itoa(version))
}

// NewClosing freezes figures. missing lists who had not been approved; version is one more than the newest on record.
func NewClosing(p Programme, kind ClosingKind, figures ProgrammeFigures, version int, by Actor, now Instant) (
	MonthClosing, []MonthClosingLine, error) {
	c := MonthClosing{
		ID: MonthClosingID(p.ID, kind, figures.Month, version), ProgrammeID: p.ID, Kind: kind, Month: figures.Month,
		Version: version, At: now, ByID: by.ID, ByName: by.Name, Missing: figures.MissingIn(kind), Target: figures.Target,
	}
	lines, sum := make([]MonthClosingLine, 0, len(figures.Lines)), sha256.New()
	for i, l := range figures.Lines {
		content, err := json.Marshal(l)
		if err != nil {
			return c, nil, fmt.Errorf("closing line: %w", err)
		}
		hashLine(sum, i+1, string(content))
		lines = append(lines, MonthClosingLine{ClosingID: c.ID, Position: i + 1, ProjectID: l.ProjectID,
			Content: string(content)})
	}
	c.SHA256 = hex.EncodeToString(sum.Sum(nil))
	rules, err := json.Marshal(ClosingRules{Ladder: p.Ladder, Colours: p.Colours, Curve: p.Curve, Rank: p.RankRule(),
		List: ListRuleSets[DefaultList], Ranks: figures.Ranks, Kinds: figures.kindsOfUnits()})
	if err != nil {
		return c, nil, fmt.Errorf("closing rules: %w", err)
	}
	totals, err := json.Marshal(figures.Totals)
	if err != nil {
		return c, nil, fmt.Errorf("closing totals: %w", err)
	}
	c.Rules, c.Totals = string(rules), string(totals)
	return c, lines, nil
}

// MonthsClosed lists the months that are closed, in order. closings are by month and version; those of other kinds do
// not count.
func MonthsClosed(closings []MonthClosing) (closed []Month) {
	for i, c := range closings {
		if c.Kind != ClosedMonth || c.Reopened {
			continue
		}
		if next := i + 1; next == len(closings) || closings[next].Kind != c.Kind || closings[next].Month != c.Month {
			closed = append(closed, c.Month)
		}
	}
	return closed
}

// Sums reads the totals of a closing back.
func (c MonthClosing) Sums() (t Totals, err error) {
	if err := json.Unmarshal([]byte(c.Totals), &t); err != nil {
		return t, fmt.Errorf("totals of closing %s: %w", c.ID, err)
	}
	return t, nil
}

func hashLine(sum io.Writer, position int, content string) {
	fmt.Fprintf(sum, "%d %d\n%s\n", position, len(content), content)
}

// Check compares a closing with its lines and returns a Chinese sentence for each difference: a line that is missing,
// a hash or totals that are not those of the lines. lines are in their order.
func (c MonthClosing) Check(lines []MonthClosingLine) []string {
	var found []string
	tell := func(format string, args ...any) {
		found = append(found, fmt.Sprintf("%s %s%s第%d版："+format,
			append([]any{c.ProgrammeID, c.Month, c.Kind.Word(), c.Version}, args...)...))
	}
	sum := sha256.New()
	for i, l := range lines {
		if l.Position != i+1 {
			tell("缺第%d行", i+1)
			break
		}
		var figures ProjectFigures
		if err := json.Unmarshal([]byte(l.Content), &figures); err != nil || figures.ProjectID != l.ProjectID {
			tell("第%d行（%s）内容无法读取或不是该项目的", l.Position, l.ProjectID)
		}
		hashLine(sum, l.Position, l.Content)
	}
	if hex.EncodeToString(sum.Sum(nil)) != c.SHA256 {
		tell("各行内容与月结时的校验值不一致，可能被改动过")
	}
	figures, err := c.Figures(lines)
	if err != nil {
		return found
	}
	if kept, err := c.Sums(); err != nil || !kept.sameAmounts(figures.Totals) {
		tell("合计与各行之和不一致")
	}
	return found
}

// sameAmounts reports whether two totals have the same projects and amounts. A total that a later version of the
// program added is not compared.
func (t Totals) sameAmounts(other Totals) bool {
	return t.Projects == other.Projects && t.Dropped == other.Dropped && t.WithFigure == other.WithFigure &&
		t.Plan == other.Plan && t.Scheduled == other.Scheduled && t.Approved == other.Approved &&
		t.InMonth == other.InMonth && t.CarriedAmount == other.CarriedAmount && t.Round == other.Round
}

// Figures reads a closing back. The totals are summed again from the lines, so that lines and totals cannot part.
func (c MonthClosing) Figures(lines []MonthClosingLine) (ProgrammeFigures, error) {
	out := ProgrammeFigures{Month: c.Month, At: MonthEnd(c.Month, c.At), Closing: c.Version, Rebuilt: c.Reconstructed,
		Target: c.Target, Indicator: IndicatorInvestment, Lines: make([]ProjectFigures, 0, len(lines))}
	var rules ClosingRules
	if err := json.Unmarshal([]byte(c.Rules), &rules); err != nil {
		return out, fmt.Errorf("rules of closing %s: %w", c.ID, err)
	}
	out.Rank, out.Ranks, out.Kinds = rules.Rank, rules.Ranks, rules.Kinds
	for _, l := range lines {
		var figures ProjectFigures
		if err := json.Unmarshal([]byte(l.Content), &figures); err != nil {
			return out, fmt.Errorf("closing %s line %d: %w", c.ID, l.Position, err)
		}
		out.Lines = append(out.Lines, figures)
	}
	out.Totals = TotalsOf(out.Lines)
	return out, nil
}
