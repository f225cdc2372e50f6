package api

import (
	"strings"

	"duban/models"
	"duban/tracking"
)

// ImportSaid holds a person's choices for an upload, as query parameters. Pairs are "left=right", split at the last
// "=".
type ImportSaid struct {
	Sender     string   `query:"sender" doc:"报送单位；不填为重点项目办自己的表。对该单位同样表头的说明会被记住" example:"市住建局"`
	FromOwners bool     `query:"from_owners" doc:"项目单位填报的表（代填）：数据为上报，等待审定"`
	AsOffice   bool     `query:"as_office" doc:"督办制作的填报表也按重点项目办自己的数：直接成为审定数"`
	Map        []string `query:"map,explode" doc:"列=内容，可重复：列号或表头，等于字段的中文名或英文名；不用该列写 不用" example:"[\"D=年度计划投资\"]"`
	Header     []string `query:"header,explode" doc:"工作表=表头行号，可重复：表头没有认出来时指明；只写行号为所有工作表" example:"[\"附表=3\"]"`
	Cell       []string `query:"cell,explode" doc:"工作表!单元格=内容，可重复：按这个内容读取，原文件不改；写 清空 即清空该项" example:"[\"计划!D12=1200\"]"`
	Unit       string   `query:"unit" doc:"表头未注明单位时的金额单位：元、千元、万元、百万元、千万元、亿元" example:"万元"`
	Say        []string `query:"say,explode" doc:"问题编号=答复，可重复：只用于本次文件，问题及可选的答复见预览的 questions" example:"[\"totals=right\"]"`
	Month      string   `query:"month" doc:"表中没有写明时的月份" example:"2021-06"`
	Same       []string `query:"same,explode" doc:"表中项目名称=项目编码，可重复：确认是同一个项目，以后都这样认" example:"[\"科汇电气二期=ZD-2021-007\"]"`
	New        []string `query:"new,explode" doc:"表中项目名称，可重复：确认是新项目"`
	GoodRows   bool     `query:"good_rows" doc:"跳过有误的行，其余导入"`
	Keep       bool     `query:"keep_reviewed" doc:"与已审定不一致的，保留系统中已审定的，其余导入"`
	Document   string   `query:"document" doc:"清单调整的文号"`
	Effective  string   `query:"effective" doc:"清单调整从哪天起生效" example:"2021-07-15"`
	Drop       []string `query:"drop,explode" doc:"调出清单的项目编码，可重复"`
	DropCounts bool     `query:"drop_counts" doc:"调出的项目此前各月投资仍计入"`
	CarryIn    string   `query:"carry_in" enum:"workbook,record" doc:"至上年底累计与系统记录不符时：workbook 按表中数，record 按系统记录；不填则不导入"`
}

func (in ImportSaid) choices() (tracking.ImportChoices, error) {
	c := tracking.ImportChoices{
		Sender: strings.TrimSpace(in.Sender), FromOwners: in.FromOwners, AsOffice: in.AsOffice, Unit: models.Unit(in.Unit),
		New:      in.New,
		GoodRows: in.GoodRows, KeepReviewed: in.Keep,
		Document: strings.TrimSpace(in.Document), Drop: in.Drop, DropCounts: in.DropCounts, CarryIn: in.CarryIn,
	}
	var err error
	if c.Month, err = models.ParseMonth(in.Month); err != nil {
		return c, err
	}
	if c.EffectiveOn, err = models.ParseDate(in.Effective); err != nil {
		return c, err
	}
	if c.Columns, err = pairs("map", in.Map); err != nil {
		return c, err
	}
	if c.Say, err = pairs("say", in.Say); err != nil {
		return c, err
	}
	if c.Headers, err = headers(in.Header); err != nil {
		return c, err
	}
	if c.Cells, err = cells(in.Cell); err != nil {
		return c, err
	}
	c.Same, err = pairs("same", in.Same)
	return c, err
}

// headers parses rows of headers; one without a sheet is of every sheet.
func headers(texts []string) (map[string]string, error) {
	for i, text := range texts {
		if !strings.Contains(text, "=") {
			rows := map[string]string{"": text}
			if len(texts) == 1 {
				return rows, nil
			}
			return nil, models.Errorf(models.KindInvalid, "bad_pair", "%s 的“%s”应写成 左边=右边，如 D=年度计划投资", "header", texts[i])
		}
	}
	return pairs("header", texts)
}

// cells parses corrected cells, split at the first "=" behind the cell; nothing after it empties the cell.
func cells(texts []string) (map[string]string, error) {
	pairs := map[string]string{}
	for _, text := range texts {
		name, value, ok := strings.Cut(text, "=")
		if !ok || strings.TrimSpace(name) == "" {
			return nil, models.Errorf(models.KindInvalid, "bad_pair", "%s 的“%s”应写成 左边=右边，如 D=年度计划投资", "cell", text)
		}
		pairs[strings.TrimSpace(name)] = strings.TrimSpace(value)
	}
	return pairs, nil
}

func pairs(name string, texts []string) (map[string]string, error) {
	if len(texts) == 0 {
		return nil, nil //nolint:nilnil // no choice was made
	}
	pairs := make(map[string]string, len(texts))
	for _, text := range texts {
		i := strings.LastIndex(text, "=")
		if i <= 0 || i == len(text)-1 {
			return nil, models.Errorf(models.KindInvalid, "bad_pair", "%s 的“%s”应写成 左边=右边，如 D=年度计划投资", name, text)
		}
		pairs[strings.TrimSpace(text[:i])] = strings.TrimSpace(text[i+1:])
	}
	return pairs, nil
}
