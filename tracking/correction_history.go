package tracking

import (
	"strings"

	"duban/models"
)

// correctionLine puts what a person did with a correction in words: asked for it, refused it or took it back.
func correctionLine(what string, c models.Correction) (text models.Message, more string) {
	subject := models.Messagef("%s 月报", c.Month)
	if c.Kind == models.ReopenMilestone {
		subject = models.Messagef("节点“%s”", c.MilestoneName)
	}
	switch what {
	case "ask":
		return models.Messagef("申请%s：%s", models.WordOf(c.Kind), subject), correctionDetails(c)
	case "refuse":
		return models.Messagef("驳回%s：%s", models.WordOf(c.Kind), subject), c.DecisionReason
	case "withdraw":
		return models.Messagef("撤回%s的申请：%s", models.WordOf(c.Kind), subject), ""
	}
	return models.Message{}, ""
}

// correctionDetails returns the amounts, reason and paper of a correction.
func correctionDetails(c models.Correction) string {
	var parts []string
	for _, m := range c.Months {
		if c.Kind == models.CorrectInCurrent {
			parts = append(parts, m.Month.String()+" 当月冲减 "+(m.MonthOnly-m.WasMonth).In(models.WanYuan)+" 万元")
			continue
		}
		parts = append(parts, m.Month.String()+" 本月 "+m.WasMonth.In(models.WanYuan)+" 改为 "+m.MonthOnly.In(models.WanYuan)+
			"，累计 "+m.WasYTD.In(models.WanYuan)+" 改为 "+m.YTD.In(models.WanYuan)+" 万元")
	}
	parts = append(parts, c.Reason+parenthesis(c.Document))
	if c.AskedByName != "" && c.DecidedByName != "" {
		parts = append(parts, c.AskedByName+"申请、"+c.DecidedByName+"办理")
	}
	return strings.Join(parts, "；")
}
