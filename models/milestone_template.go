package models

import (
	"slices"
	"strings"
)

// MilestoneTemplate is the usual course of a project of one type: its steps with their durations and what follows what.
type MilestoneTemplate struct {
	Name  string         `gorm:"primaryKey" json:"name"` // type of project: 产业
	Steps []TemplateStep `gorm:"serializer:json" json:"steps"`
}

// TemplateStep is one step of a template.
type TemplateStep struct {
	Name  string   `json:"name"`
	Days  int      `json:"days"`            // it takes, in calendar days
	After []string `json:"after,omitempty"` // names of the steps that are to be finished before it
	// 控制性节点: only these rise above a yellow card
	Controlling bool `json:"controlling,omitempty"`
	// shown with its day, and never scheduled as a milestone that is followed: 纳统 is no ground of supervision
	Reference bool   `json:"reference,omitempty"`
	Note      string `json:"note,omitempty"`
}

// The limits of a template.
const (
	maxTemplateSteps = 60
	maxStepDays      = 3650
	maxStepName      = 60
)

// DefaultMilestoneTemplates are the templates as they are delivered, from published practice of cities and districts.
func DefaultMilestoneTemplates() []MilestoneTemplate {
	return []MilestoneTemplate{
		{"产业", []TemplateStep{
			step("立项备案", 3), step("土地供应", 60, "立项备案"), step("环评能评", 30, "立项备案"), step("规划许可", 20, "土地供应"),
			step("施工图审查和招标", 30, "规划许可"), controllingStep("开工", 10, "施工图审查和招标", "环评能评"),
			statisticsStep(), step("桩基及基础", 60, "开工"), controllingStep("主体封顶", 120, "桩基及基础"),
			step("设备安装调试", 120, "主体封顶"), controllingStep("竣工验收", 30, "设备安装调试"),
			{Name: "投产", Days: 30, After: []string{"竣工验收"}, Controlling: true, Note: "按行业为30—180天"},
		}},
		{"基础设施", []TemplateStep{
			step("可研批复", 45), step("用地预审和规划选址", 20), step("初步设计及概算批复", 30, "可研批复", "用地预审和规划选址"),
			step("征迁清障", 120, "用地预审和规划选址"), step("施工图和招标", 45, "初步设计及概算批复"),
			controllingStep("开工", 10, "施工图和招标", "征迁清障"), statisticsStep(),
			step("路基和管线", 120, "开工"), controllingStep("路面和主体", 120, "路基和管线"), step("附属和绿化", 60, "路面和主体"),
			controllingStep("竣工验收", 30, "附属和绿化"), controllingStep("通车投用", 10, "竣工验收"),
		}},
		{"民生", []TemplateStep{
			step("可研批复", 45), step("用地手续", 20), step("初步设计批复", 45, "可研批复", "用地手续"),
			step("施工图审查", 30, "初步设计批复"), step("招标", 45, "施工图审查"), controllingStep("开工", 10, "招标"),
			statisticsStep(), step("基础出正负零", 90, "开工"), controllingStep("主体封顶", 150, "基础出正负零"),
			step("装修安装", 150, "主体封顶"), controllingStep("竣工验收", 30, "装修安装"),
			{Name: "投用", Days: 30, After: []string{"竣工验收"}, Controlling: true, Note: "学校应于9月1日前投用"},
		}},
		{"城市更新", []TemplateStep{
			step("意愿征集", 90), step("征收补偿方案", 180, "意愿征集"), step("立项和可研批复", 30, "意愿征集"),
			step("净地", 120, "征收补偿方案"), step("招标", 30, "立项和可研批复"), controllingStep("开工", 10, "净地", "招标"),
			statisticsStep(), step("基础和管网", 120, "开工"), controllingStep("主体或外墙屋面", 300, "基础和管网"),
			step("配套设施", 180, "基础和管网"), controllingStep("竣工验收", 30, "主体或外墙屋面", "配套设施"),
			controllingStep("回迁交付", 30, "竣工验收"),
		}},
	}
}

func step(name string, days int, after ...string) TemplateStep {
	return TemplateStep{Name: name, Days: days, After: after}
}

func controllingStep(name string, days int, after ...string) TemplateStep {
	return TemplateStep{Name: name, Days: days, After: after, Controlling: true}
}

// statisticsStep is the entry in statistics, within 30 days of the start: shown for reference, never followed.
func statisticsStep() TemplateStep {
	return TemplateStep{Name: "纳统入库", Days: 30, After: []string{"开工"}, Reference: true}
}

// MilestoneTemplates returns the templates that hold: those delivered, as the office changed them, and then the
// office's own.
func MilestoneTemplates(set []MilestoneTemplate) []MilestoneTemplate {
	out := DefaultMilestoneTemplates()
	for _, own := range set {
		i := slices.IndexFunc(out, func(t MilestoneTemplate) bool { return t.Name == own.Name })
		if i < 0 {
			out = append(out, own)
		} else {
			out[i] = own
		}
	}
	return out
}

// MilestoneTemplateOf returns the template of a name. Errors: KindNotFound.
func MilestoneTemplateOf(name string, set []MilestoneTemplate) (MilestoneTemplate, error) {
	var names []string
	for _, t := range MilestoneTemplates(set) {
		if t.Name == strings.TrimSpace(name) {
			return t, nil
		}
		names = append(names, t.Name)
	}
	return MilestoneTemplate{}, Errorf(KindNotFound, "no_milestone_template", "没有名为“%s”的节点模板，现有：%s", name,
		strings.Join(names, "、"))
}

// Check returns the template with its names trimmed. Errors: KindInvalid.
func (t MilestoneTemplate) Check() (MilestoneTemplate, error) {
	t.Name = strings.TrimSpace(t.Name)
	if n := len([]rune(t.Name)); n == 0 || n > 20 || strings.ContainsAny(t.Name, "/?#") {
		return t, Errorf(KindInvalid, "bad_template_name", "模板名称应为 1–20 个字，不含 / ? #")
	}
	if n := len(t.Steps); n == 0 || n > maxTemplateSteps {
		return t, Errorf(KindInvalid, "bad_template_steps", "模板应有 1–%d 个节点", maxTemplateSteps)
	}
	t.Steps = slices.Clone(t.Steps)
	links := make([]orderLink, len(t.Steps))
	for i := range t.Steps {
		s := &t.Steps[i]
		s.Name, s.Note = strings.TrimSpace(s.Name), strings.TrimSpace(s.Note)
		switch n := len([]rune(s.Name)); {
		case n == 0 || n > maxStepName:
			return t, Errorf(KindInvalid, "bad_step_name", "第 %d 个节点的名称应为 1–%d 个字", i+1, maxStepName)
		case s.Days < 0 || s.Days > maxStepDays:
			return t, Errorf(KindInvalid, "bad_step_days", "节点“%s”的工期 %d 天无效，应为 0–%d 个日历日", s.Name, s.Days, maxStepDays)
		}
		for j := range i {
			if NameKey(t.Steps[j].Name) == NameKey(s.Name) {
				return t, Errorf(KindInvalid, "step_twice", "节点“%s”出现两次，请合并或改名", s.Name)
			}
		}
		links[i] = orderLink{s.Name, s.After}
	}
	if _, err := inOrder(links); err != nil {
		return t, err
	}
	return t, t.stepAfterReference()
}

// stepAfterReference returns an error when a step that is followed waits for one that is shown for reference only.
func (t MilestoneTemplate) stepAfterReference() error {
	for _, s := range t.Steps {
		for _, other := range t.Steps {
			if other.Reference && !s.Reference && slices.ContainsFunc(s.After, sameName(other.Name)) {
				return Errorf(KindInvalid, "after_reference", "节点“%s”的前置节点“%s”仅供对照，不能作为前置节点", s.Name, other.Name)
			}
		}
	}
	return nil
}

func sameName(name string) func(string) bool {
	return func(other string) bool { return NameKey(other) == NameKey(name) }
}
