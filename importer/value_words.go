package importer

import (
	"strings"

	"duban/importer/sheet"
	"duban/models"
)

// stageOf parses 项目性质.
func stageOf(text string) (models.Stage, bool) {
	s := sheet.Fold(text)
	switch {
	case containsAny(s, []string{"竣工", "投产", "完工", "建成", "收尾", "扫尾", "投用", "交付"}):
		return models.StageCompleting, true
	case containsAny(s, []string{"续建", "结转", "在建", "复工"}):
		return models.StageCarried, true
	case containsAny(s, []string{"新开工", "新建", "拟开工", "计划开工", "新开"}):
		return models.StageNewStart, true
	case natureWord.MatchString(s):
		return models.StageUnknown, true // 扩建 says what is built, not how far it is
	}
	return models.StageUnknown, false
}

// categoryOf parses 建设类 or 准备类.
func categoryOf(text string) (models.Category, bool) {
	s := sheet.Fold(text)
	switch {
	case containsAny(s, []string{"准备", "前期", "预备", "储备", "谋划"}):
		return models.Preparatory, true
	case containsAny(s, []string{"建设", "实施", "在建"}):
		return models.Implementation, true
	}
	return "", false
}

// investorOf parses 投资主体.
func investorOf(text string) (models.Investor, bool) {
	s := sheet.Fold(text)
	switch {
	case containsAny(s, []string{"国企", "国有", "国资", "央企"}):
		return models.InvestorState, true
	case strings.HasPrefix(s, "政府") || s == "财政" || s == "财政资金" || s == "政府性投资":
		return models.InvestorGovernment, true
	case strings.HasPrefix(s, "社会") || containsAny(s, []string{"民营", "民企", "民间", "私营", "外资"}) || s == "企业" ||
		s == "企业投资" || s == "企业自筹":
		return models.InvestorPrivate, true
	}
	return models.InvestorUnknown, false
}

// cityMajorLevel reports whether a text of 项目级别 means that the project is on the city's list.
func cityMajorLevel(text string) bool {
	return containsAny(sheet.Fold(text), []string{"市重大", "市级重大", "市重点", "市级重点"}) || sheet.Fold(text) == "市级"
}
