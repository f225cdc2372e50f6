package web

import (
	"slices"

	"duban/models"
	"duban/tracking"
)

var stagePhrases = []struct {
	stage models.Stage
	word  phrase
}{{models.StageNewStart, "新开工"}, {models.StageCarried, "续建"}, {models.StageCompleting, "竣工投产"}}

var sortPhrases = []struct {
	order tracking.ProjectSort
	word  phrase
}{{tracking.SortList, "按清单顺序"}, {tracking.SortWorst, "按严重程度排序"}, {tracking.SortGap, "按差距由大到小"},
	{tracking.SortRate, "按完成率由低到高"}, {tracking.SortDue, "按到期时间排序"}}

// choices returns the filters; one with a single option is left out.
func (p projectsPage) choices() []choice {
	l := p.Lang
	var all []choice
	add := func(name string, label, every phrase, options ...option) {
		if len(options) > 1 {
			all = append(all, choiceOf(p.Form, name, label.in(l), append([]option{{"", every.in(l)}}, options...)))
		}
	}
	add("unit", "责任单位", "全部责任单位", offered(p.Form, "unit", p.Units)...)
	add("sector", "产业类别", "全部类别", offered(p.Form, "sector", p.Sectors)...)
	add("sponsor", "包保领导", "全部包保领导", offered(p.Form, "sponsor", p.Sponsors)...)
	add("level", "级别", "全部级别", option{"city", phrase("市重大").in(l)}, option{"district", phrase("区重点").in(l)})
	var stages, colours, orders []option
	for _, s := range stagePhrases {
		stages = append(stages, option{string(s.stage), s.word.in(l)})
	}
	for _, c := range worstFirst {
		colours = append(colours, option{string(c), l.text(phrase(c.LightName()))})
	}
	for _, s := range sortPhrases[1:] {
		orders = append(orders, option{string(s.order), s.word.in(l)})
	}
	add("stage", "项目性质", "全部性质", stages...)
	add("colour", "灯色", "全部灯色", colours...)
	add("sort", "排序", sortPhrases[0].word, orders...)
	return all
}

// mostOptions is how many values a filter offers; a link from another page can still name any.
const mostOptions = 300

// offered returns the options of a filter: the first ones, and the one that is chosen.
func offered(f form, name string, words []string) []option {
	if len(words) <= mostOptions {
		return optionsOf(words)
	}
	options := optionsOf(words[:mostOptions])
	if chosen := f.Value(name); chosen != "" && slices.Contains(words[mostOptions:], chosen) {
		options = append(options, option{chosen, chosen})
	}
	return options
}

func optionsOf(words []string) (options []option) {
	for _, w := range words {
		options = append(options, option{w, w})
	}
	return options
}
