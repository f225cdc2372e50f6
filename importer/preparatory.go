package importer

import (
	"regexp"
	"strings"

	"duban/importer/sheet"
	"duban/models"
)

// Lists of 前期 projects (前期, 储备, 预备, 谋划) have no annual plan: nothing is invested yet. They are read as plans whose
// projects are preparatory.

var (
	preparatoryTitle = regexp.MustCompile(`(?:前期|储备|预备|谋划|策划|准备)(?:工作|类|阶段|推进)?的?(?:重点|重大)?(?:建设)?项目|项目(?:前期|储备|预备|谋划)`)
	// what a section's title says, without its mark and count
	preparatoryGroup = regexp.MustCompile(
		`^(?:加快|推进|开展|拟|重点|重大|年度|市级|区级|省级|建设|项目)*(?:前期|储备|预备|谋划|策划|准备)(?:工作|阶段|推进|开展|研究|论证|类|库|重点|重大|建设|项目|的)*$`)
	implementedGroup = regexp.MustCompile(`^(?:重点|重大|年度)*(?:建设类|实施类)(?:重点|重大|建设|项目)*$`)
	withOthers       = regexp.MustCompile(`在建|续建|新开工|新建|实施|建设类|竣工|投产|及|和|、`)
)

// isPreparatoryTitle reports whether a title is of a list of 前期 projects alone.
func isPreparatoryTitle(title string) bool {
	folded := sheet.Fold(title)
	found := preparatoryTitle.FindString(folded)
	if found == "" {
		return false
	}
	return !withOthers.MatchString(strings.Replace(folded, found, "", 1))
}

// groupCategory returns the category in a section's title, if any: 三、加快前期项目, 储备项目（4个）.
func groupCategory(label string) models.Category {
	name := strings.Trim(sheet.Fold(sectionLeading.ReplaceAllString(label, "")), "【】[]()")
	switch {
	case preparatoryGroup.MatchString(name):
		return models.Preparatory
	case implementedGroup.MatchString(name):
		return models.Implementation
	}
	return ""
}

// classOf reads a row's stage and category. 项目性质 may hold either, and a section's title may say what the row does not.
func (r *reading) classOf(row *sheet.Row) (models.Stage, models.Category) {
	category := readWord(r, row, FieldCategory, categoryOf)
	stage := models.StageUnknown
	if text := r.textOrTick(row, FieldStage); isPreparatoryWord(text) {
		if category == "" {
			category = models.Preparatory
		}
	} else {
		stage = readWord(r, row, FieldStage, r.stageIn)
	}
	for i := len(r.open) - 1; i >= 0; i-- {
		section := &r.sections[r.open[i]]
		if stage == models.StageUnknown && category != models.Preparatory {
			stage = section.stage
		}
		if category == "" && (stage == models.StageUnknown || section.category == models.Implementation) {
			category = section.category
		}
	}
	if category == "" && r.preparatory && stage == models.StageUnknown {
		category = models.Preparatory
	}
	return stage, category
}

// isPreparatoryWord reports whether a text under 项目性质 is a category and no stage: 前期, 储备, 预备项目, 加快前期.
func isPreparatoryWord(text string) bool {
	return text != "" && preparatoryGroup.MatchString(sheet.Fold(text))
}

// settlePreparatory determines whether a list without an annual plan is one of 前期 projects: its title says so, or its
// rows, or a person.
func (l *listing) settlePreparatory(c surroundings) {
	l.preparatory = isPreparatoryTitle(c.title) || l.said[SaidNoPlan] == "preparatory"
	if l.preparatory || l.count(FieldAnnualPlan) > 0 {
		return
	}
	for i, g := range l.columns {
		if (g.field == FieldStage || g.field == FieldCategory) && g.tick == "" && l.most(i, isPreparatoryWord) {
			l.preparatory = true
		}
	}
}
