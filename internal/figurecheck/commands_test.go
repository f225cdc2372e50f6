package figurecheck

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"

	"duban/internal/cli"
	"duban/models"
)

// command runs a command of the command line against the scene's API and returns what it prints.
func (c *scene) command(args ...string) []byte {
	c.t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Header.Del("Authorization")
		c.api.ServeHTTP(w, operator(r))
	}))
	defer server.Close()
	c.t.Setenv("DUBAN_TOKEN", "the operator's")
	var out, problems bytes.Buffer
	if code := cli.Run(c.t.Context(), append(args, "--server", server.URL), nil, &out, &problems, nil, nil,
		""); code != 0 {
		c.t.Errorf("duban %s: exit %d, %s", strings.Join(args, " "), code, problems.String())
	}
	return out.Bytes()
}

func onCommand(args string, find func(doc []byte) []reading, must ...string) door {
	return door{name: "duban " + args, find: find, must: must,
		read: func(c *scene) []byte { return c.command(strings.Fields(args)...) }}
}

// commands are the commands that print figures, as text and as JSON.
func commands() []door {
	all := []door{
		onCommand("status", readStatusText, "approved_fen", "scheduled_fen", "lead", "outlook/low_fen", "outlook/high_fen",
			"lights/green", "rungs/yellow", "annual_target_fen", "annual_plan_fen", "plan share", "share scheduled"),
		onCommand("target", readTargetText, "annual_target_fen", "today/annual_plan_fen"),
		onCommand("ranking", readRankingText, "rank of 区商务局", "approved_fen", "annual_plan_fen", "plan share",
			"schedule share", "lights/green"),
		onCommand("round", readRoundText, "this round/expected", "this round/missing", "estimates/estimate_fen",
			"estimates/given/last_month_fen"),
		onCommand("round --estimates", readEstimatesText, "estimate/estimate_fen", "estimates/estimate_fen",
			"estimates/given/last_month_fen"),
		onCommand("round --text", readChat, "this round/expected", "outstanding"),
		onCommand("escalations", readEscalationText, "days_overdue"),
	}
	for _, d := range answers() {
		name, isCommand := map[string]string{"API status": "status --json", "API rankings": "ranking --json",
			"API round": "round --json", "API escalations": "escalations --json", "API target": "target --json"}[d.name]
		if isCommand {
			asJSON := onCommand(name, d.find, d.must...)
			asJSON.at = d.at
			all = append(all, asJSON)
		}
	}
	all[2].at = true
	return all
}

// texts finds figures in a text: pattern by pattern, every match of it, one figure a group. A key with %s takes the
// first group as its subject.
func texts(doc []byte, patterns ...textFigures) (readings []reading) {
	for _, p := range patterns {
		for _, m := range regexp.MustCompile(p.pattern).FindAllSubmatchIndex(doc, -1) {
			subject, minus, next := "", false, 0
			for g := 1; g < len(m)/2; g++ {
				if m[2*g] < 0 {
					next++
					continue
				}
				text := string(doc[m[2*g]:m[2*g+1]])
				switch {
				case p.subject && g == 1:
					subject = " of " + text
					continue
				case text == "落后", text == "滞后":
					minus = true
					continue
				case text == "超前":
					continue
				}
				f := p.figures[next]
				next++
				if f.key != "" {
					readings = append(readings, reading{key: f.key + subject, text: text, at: m[2*g], end: m[2*g+1],
						unit: f.unit, minus: minus})
				}
			}
		}
	}
	return readings
}

type textFigures struct {
	pattern string
	subject bool
	figures []printed
}

func readStatusText(doc []byte) []reading {
	return texts(doc,
		textFigures{`(?m)^项目 +(\d+) 个，其中市重大 (\d+) 个`, false, []printed{{"projects", one}, {"city_major", one}}},
		textFigures{`(?m)^总投资 +([\d.]+) 亿元`, false, []printed{{"total_investment_fen", yi}}},
		textFigures{`(?m)^年度目标 +([\d.]+) 亿元`, false, []printed{{"annual_target_fen", yi}}},
		textFigures{`(?m)^各项目年度计划合计 +([\d.]+) 亿元`, false, []printed{{"annual_plan_fen", yi}}},
		textFigures{`(?m)^已审定 +([\d.]+) 亿元，占年度计划 ([\d.]+)%(?:（其中 (\d+) 个项目沿用上期审定数 ([\d.]+) 亿元）)?`, false,
			[]printed{{"approved_fen", yi}, {"plan share", percent}, {"carried", one}, {"carried_fen", yi}}},
		textFigures{`(?m)^序时进度 +([\d.]+) 亿元，占年度计划 ([\d.]+)%`, false, []printed{{"scheduled_fen", yi},
			{"share scheduled", percent}}},
		textFigures{`(?m)^较序时 +(超前|落后) ([\d.]+) 亿元`, false, []printed{{"lead", yi}}},
		textFigures{`(?m)^另有待审 +(\d+) 个项目当月 ([\d.]+) 亿元`, false, []printed{{"reported_count", one}, {"reported_in_fen", yi}}},
		textFigures{`(?m)^全年测算 +([\d.]+)—([\d.]+) 亿元`, false, []printed{{"outlook/low_fen", yi}, {"outlook/high_fen", yi}}},
		textFigures{`绿灯 (\d+)　黄灯 (\d+)　红灯 (\d+)　无数据 (\d+)`, false, []printed{{"lights/green", one},
			{"lights/yellow", one}, {"lights/red", one}, {"lights/no_data", one}}},
		textFigures{`达到催办标准 (\d+)　达到黄牌标准 (\d+)　达到红牌标准 (\d+)　达到挂牌督办条件 (\d+)`, false, []printed{
			{"rungs/urging", one}, {"rungs/yellow", one}, {"rungs/red", one}, {"rungs/top", one}}},
		textFigures{`\d+月已审定 (\d+)/(\d+)`, false, []printed{{"headline/progress/approved", one},
			{"headline/progress/expected", one}}},
	)
}

func readTargetText(doc []byte) []reading {
	return texts(doc,
		textFigures{`(?m)^年度目标 +([\d.]+) 亿元`, false, []printed{{"annual_target_fen", yi}}},
		textFigures{`(?m)^各项目年度计划合计 +([\d.]+) 亿元`, false, []printed{{"today/annual_plan_fen", yi}}},
		textFigures{`(?m)^项目 +(\d+) 个`, false, []printed{{"today/projects", one}}})
}

func readRankingText(doc []byte) []reading {
	row := `(\d+) +([\d.]+) 万元 +([\d.]+|—)(?: 万元)? +([\d.]+|—)%? +([\d.]+|—)%? +(\d+) +(\d+) +(\d+) +(\d+)`
	figures := []printed{{"projects", one}, {"annual_plan_fen", wan}, {"approved_fen", wan}, {"plan share", percent},
		{"schedule share", percent}, {"lights/green", one}, {"lights/yellow", one}, {"lights/red", one},
		{"lights/no_data", one}}
	readings := texts(doc, textFigures{`(?m)^(?:\d+|—) +([^ ]+) +` + row, true, figures},
		textFigures{`(?m)^ *合计 +` + row, false, figures})
	for _, m := range regexp.MustCompile(`(?m)^(\d+) +([^ ]+) +\d`).FindAllSubmatchIndex(doc, -1) {
		readings = append(readings, reading{key: "rank of " + string(doc[m[4]:m[5]]), text: string(doc[m[2]:m[3]]), at: m[2],
			end: m[3], unit: one})
	}
	for _, m := range regexp.MustCompile(`(?m)^(红榜|黑榜)　(\S+)$`).FindAllSubmatch(doc, -1) {
		list := map[string]models.ListColour{"红榜": models.OnRedList, "黑榜": models.OnBlackList}[string(m[1])]
		readings = append(readings, reading{key: "list of " + string(m[2]), text: string(list)})
	}
	return readings
}

func readRoundText(doc []byte) []reading {
	return texts(doc,
		textFigures{`应报 (\d+) 个项目：已审定 (\d+)，待审 (\d+)，退回 (\d+)，未报 (\d+)`, false, []printed{
			{"this round/expected", one}, {"this round/approved", one}, {"this round/waiting", one},
			{"this round/returned", one}, {"this round/missing", one}}},
		textFigures{`另有 (\d+) 个项目停工`, false, []printed{{"this round/paused", one}}},
		textFigures{`预计数：已报 (\d+) 个，未报 (\d+) 个；合计 ([\d.]+) 万元，同一批项目上月 ([\d.]+) 万元、本月计划 ([\d.]+) 万元`, false, []printed{
			{"estimates/estimated", one}, {"estimates/missing", one}, {"estimates/estimate_fen", wan},
			{"estimates/given/last_month_fen", wan}, {"estimates/given/month_plan_fen", wan}}},
		textFigures{`(?m)^  (ZD-\S+) .* (?:逾期|迟报) (\d+) 个工作日`, true, []printed{{"report days_late", one}}},
	)
}

func readChat(doc []byte) []reading {
	return texts(doc,
		textFigures{`应报(\d+)个项目，还有(\d+)个未报`, false, []printed{{"this round/expected", one}, {"outstanding", one}}},
		textFigures{`另有(\d+)个项目停工`, false, []printed{{"this round/paused", one}}},
		textFigures{`(?m)^(\S+)（(\d+)个）：$`, true, []printed{{"outstanding", one}}},
	)
}

func readEscalationText(doc []byte) (readings []reading) {
	for _, m := range regexp.MustCompile(`(?m)  (\d+) +\S+ +(esc-\w+)$`).FindAllSubmatchIndex(doc, -1) {
		readings = append(readings, reading{key: "days_overdue of " + string(doc[m[4]:m[5]]), text: string(doc[m[2]:m[3]]),
			at: m[2], end: m[3], unit: one})
	}
	return readings
}
