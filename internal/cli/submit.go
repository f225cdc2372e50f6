package cli

import (
	"context"
	"net/url"
	"path/filepath"
	"strconv"

	"github.com/spf13/cobra"

	"duban/models"
)

// entry holds the flags that a submission and a report share.
type entry struct {
	project, key, onBehalfOf, paper string
	evidence                        []string
}

func (e *entry) flags(c *cobra.Command) {
	c.Flags().StringVar(&e.project, "project", "", "项目编码，或 年度/编码，如 2021/ZD-2021-007")
	c.Flags().StringArrayVar(&e.evidence, "evidence", nil, "佐证材料文件，可重复（PDF、JPG、PNG、OFD、DOCX、XLSX，每个不超过 20 MB）")
	c.Flags().StringVar(&e.onBehalfOf, "on-behalf-of", "", "代填：由系统按项目单位填写，所填内容不采用")
	c.Flags().StringVar(&e.paper, "paper", "", "代填：依据的纸质材料")
	c.Flags().StringVar(&e.key, "key", "", "请求编号；不填则随机生成")
}

func (p *program) submitCommand() *cobra.Command {
	var e entry
	var milestone, doneOn, note string
	c := &cobra.Command{
		Use: "submit", Short: "报送一个节点已完成，等待审定",
		Example: "  duban submit --project ZD-2021-007 --milestone 主体封顶 --done-on 2021-06-28 --evidence 照片.jpg",
		Args:    noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := need(c, "project", "milestone", "done-on"); err != nil {
				return err
			}
			day, err := date("done-on", doneOn)
			if err != nil {
				return err
			}
			return p.enter(c.Context(), &e, "milestones", func(evidence []models.Evidence) any {
				return models.SubmitMilestoneCommand{Milestone: milestone, DoneOn: day, Note: note, Evidence: evidence,
					OnBehalfOf: e.onBehalfOf, Paper: e.paper}
			})
		},
	}
	e.flags(c)
	c.Flags().StringVar(&milestone, "milestone", "", "节点名称")
	c.Flags().StringVar(&doneOn, "done-on", "", "实际完成日期，如 2021-06-28")
	c.Flags().StringVar(&note, "note", "", "说明")
	return p.asks(c)
}

// enter uploads the evidence and then sends the command that names it. Evidence is stored by content, so repeating an
// upload is harmless.
func (p *program) enter(ctx context.Context, e *entry, collection string, command func([]models.Evidence) any) error {
	client, err := p.client()
	if err != nil {
		return err
	}
	key := p.key(e.key)
	var evidence []models.Evidence
	for i, path := range e.evidence {
		content, err := readFile(path)
		if err != nil {
			return err
		}
		body, err := client.upload(ctx, "/api/v1/evidence", url.Values{"name": {filepath.Base(path)}}, key+"-"+
			strconv.Itoa(i+1), content)
		if err != nil {
			return err
		}
		one, err := decoded[models.Evidence](body)
		if err != nil {
			return err
		}
		evidence = append(evidence, one)
	}
	return p.command(ctx, client, projectPath(e.project, collection), key, command(evidence))
}
