package tracking

import (
	"context"

	"duban/models"
	"duban/store"
)

// RankingBy is a property by which projects are grouped.
type RankingBy string

// The properties.
const (
	ByUnit    RankingBy = "unit"    // 责任单位
	BySector  RankingBy = "sector"  // 产业类别; the section of the list when a project has none
	ByLevel   RankingBy = "level"   // 市重大 or 区重点
	BySponsor RankingBy = "sponsor" // 包保领导
	ByTown    RankingBy = "town"    // 镇办
	ByStage   RankingBy = "stage"   // 项目性质
)

// RankingFilter selects a ranking.
type RankingFilter struct {
	Programme string // name, ID or year; "": the latest district list
	By        RankingBy
	Month     models.Month // figures to the end of it; none: the headline's
	Group     string       // its projects are listed; "": all
	Grouped   bool         // list the projects of Group only, also when its name is ""
}

// Ranking compares groups of projects with one another, to the end of one month. Amounts are approved ones; units,
// lights and rungs are those of the month, from its closing where there is one.
type Ranking struct {
	Programme string          `json:"programme"`
	Year      int             `json:"year"`
	AsOf      models.Instant  `json:"as_of"`
	By        RankingBy       `json:"by"`
	Headline  models.Headline `json:"headline"`
	Month     models.Month    `json:"month"`      // figures are to its end; none: nothing is approved yet
	Before    models.Month    `json:"before"`     // month of the compared ranks; none: there is none
	Months    []models.Month  `json:"months"`     // that have approved figures
	FiguresAt models.Instant  `json:"figures_at"` // the moment that units, lights, rungs and doubts are of
	Closing   int             `json:"closing"`    // version of the month's closing; 0: it is not closed
	Rebuilt   bool            `json:"rebuilt"`    // the closing was made from later data
	Complete  bool            `json:"complete"`   // every project that is due is approved
	RankRule  models.RankRule `json:"rank_rule"`  // by what the groups are ranked
	RankName  string          `json:"rank_rule_name"`
	// among whom units are ranked; none: all together
	RankGroups *models.RankGroups `json:"rank_groups,omitempty"`
	// the programme's rule now: a closed month before the headline's keeps the one it was closed with
	RankChosen models.RankRule  `json:"rank_rule_chosen"`
	Groups     []RankedGroup    `json:"groups"` // best first, those without a figure last
	Total      RankedGroup      `json:"total"`
	Dropped    int              `json:"dropped"` // projects off the list whose earlier months are in the amounts
	Lists      models.ListRules `json:"list_rules"`
	// document by which the black list is published; "": there is none, and no black list
	BlackDocument string           `json:"black_list_document"`
	Red           []ListedUnit     `json:"red_list"`
	Black         []ListedUnit     `json:"black_list"`
	Projects      []RankedProject  `json:"projects"` // of the requested group, or all, in the order of the list
	Doubts        []DoubtedProject `json:"doubts"`
	Changed       []ChangedProject `json:"changed"` // of a closed month: the projects that stand otherwise today
}

// ChangedProject is a project as a month was closed, with how it stands otherwise today.
type ChangedProject struct {
	ProjectLine
	Today []models.Message `json:"today"`
}

// RankedGroup is the projects of a unit, sector, level, sponsor, town or stage together. Its name is as the data says
// it; "" for projects that name none.
type RankedGroup struct {
	models.Group
	RankBefore int                   `json:"rank_before"` // in the month before; 0 when there was none
	Colours    map[models.Colour]int `json:"colours"`     // the lights, under their earlier name
}

// RankedProject is one project with the figures of the ranking's month.
type RankedProject struct {
	ProjectLine                 // Scheduled is to the month of the ranking, even if the figure is older
	Group       string          `json:"group"`
	Investor    models.Investor `json:"investor"`
}

// ListedUnit is a responsible unit on the red or the black list, with the reasons. Owners are never listed: a private
// enterprise's delays are counted for the unit that is responsible for it.
type ListedUnit struct {
	Unit      string        `json:"responsible_unit"`
	Projects  int           `json:"projects"`
	Scheduled models.Money  `json:"scheduled_fen"`
	Approved  models.Money  `json:"approved_fen"`
	ByRatio   bool          `json:"by_ratio"` // black list: its ratio alone is a reason
	Cards     []ProjectLine `json:"cards"`    // black list: projects whose card is a reason
	Worst     models.Rung   `json:"worst"`
	Private   []string      `json:"private"` // codes of the Cards whose investor is private
}

// DoubtedProject is a project with inconsistent figures or texts.
type DoubtedProject struct {
	ProjectLine
	Doubts []models.Doubt `json:"doubts"`
}

// Ranking compares groups of projects, and lists the projects with inconsistent figures.
func (s *Service) Ranking(ctx context.Context, actor models.Actor, filter RankingFilter) (Ranking, error) {
	if err := models.CanSeeAll(actor); err != nil {
		return Ranking{}, err
	}
	if filter.By == "" {
		filter.By = ByUnit
	}
	if groupNames[filter.By] == nil {
		return Ranking{}, models.Errorf(models.KindInvalid, "bad_grouping",
			"不能按“%s”排名，应为 unit、sector、level、sponsor、town 或 stage", string(filter.By))
	}
	var out Ranking
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		g, err := s.standingOf(tx, filter.Programme)
		if err != nil {
			return err
		}
		if out, err = rankingOf(tx, g, filter); models.CanVerify(actor) != nil {
			out.Doubts = []DoubtedProject{} // what is to be verified is the office's
		}
		return err
	})
	return out, err
}
