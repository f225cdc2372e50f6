package models

// ProgrammeKind is the level of government whose list a programme is.
type ProgrammeKind string

// The kinds of list a project can be on.
const (
	DistrictProgramme ProgrammeKind = "district" // 区重点
	CityProgramme     ProgrammeKind = "city"     // 市重大
)

// Programme is a list of projects of one year with its targets (项目清单、专项).
type Programme struct {
	ID         string `gorm:"primaryKey"` // "district-2021"
	Year       int
	Name       string // "2021年区重点项目"
	NameKey    string
	Kind       ProgrammeKind
	CodePrefix string   // prefix of the codes given to projects without one: prefix-year-number
	LiveFrom   Date     // first day on which messages are sent; 0: trial running (试运行)
	Ladder     string   // name of the ladder, see Ladders; the ID of a RuleSet with Rules
	Colours    string   // name of the colour rule set, see ColourRuleSets
	Curve      string   // scheduled progress of projects without a month plan, see ParseCurves
	Rank       RankRule // by which groups are ranked; "": DefaultRank
	// whether what hangs on walls or goes out names the amounts of private firms' projects
	PrivateAmounts Answer
	// document by which the black list is published; "": there is none, and no black list
	BlackDocument string
	// JSON of the RuleBook it goes by, a copy of an adopted RuleSet; "": the ladder and the colours of those names
	Rules      string
	RulesSince Instant // when its rules or its curve were last changed; 0: never
	Version    int
	CreatedAt  Instant
}

// RankRule returns the rule by which the programme's groups are ranked.
func (p Programme) RankRule() RankRule {
	if p.Rank == "" {
		return DefaultRank
	}
	return p.Rank
}

// Trial reports whether the programme is in trial running on a day: escalations are recorded and shown, but not sent.
func (p Programme) Trial(day Date) bool { return p.LiveFrom == 0 || day < p.LiveFrom }

// Indicator is one target of a programme. Investment in fen is the first; counts and quantities (个, 公里, 万平方米) are
// others. The target is the commitment to the people's congress. The sum of the projects' plans is a different figure
// and is not stored here.
type Indicator struct {
	ProgrammeID string `gorm:"primaryKey"`
	Key         string `gorm:"primaryKey"` // "investment"
	Name        string // "年度计划完成投资"
	Unit        string // "fen", "个", "公里" …
	Target      int64  // in that unit, as decided; see TargetDecision. 0: none is on record
}

// IndicatorInvestment is the key of the investment indicator, whose unit is fen; InvestmentName is its name.
const (
	IndicatorInvestment = "investment"
	InvestmentName      = "年度计划完成投资"
)

// Membership puts a project on the list of a programme. A project can be on several lists. A project dropped in
// mid-year keeps its row, with the day and the document.
type Membership struct {
	ProgrammeID     string `gorm:"primaryKey"`
	ProjectID       string `gorm:"primaryKey"`
	Position        int    // order in the list, from 1
	Section         string // "一、产业项目"
	AddedOn         Date
	AddedDocument   string
	DroppedOn       Date
	DroppedDocument string
	DroppedCounts   bool // the months before DroppedOn still count
}

// Active reports whether the project is on the list now.
func (m Membership) Active() bool { return m.DroppedOn == 0 }

// ProgrammeID returns the row key of a programme: "district-2021".
func ProgrammeID(kind ProgrammeKind, year int) string {
	return string(kind) + "-" + MonthOf(year, 1).String()[:4]
}
