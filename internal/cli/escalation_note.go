package cli

import (
	"net/url"
	"path/filepath"

	"github.com/spf13/cobra"

	"duban/models"
)

// noting holds the flags of the three commands about one escalation.
type noting struct {
	command       models.NoteCommand
	due, paperOn  string
	evidence, key string
}

// note is the part of a note that is printed.
type note struct {
	Kind  models.NoteKind `json:"kind"`
	Party string          `json:"party"`
	At    models.Instant  `json:"at"`
}

func (p *program) noteCommands() []*cobra.Command {
	return []*cobra.Command{
		p.noteCommand("sign", "签收一项督办；代录时写明 --for、--paper 和 --paper-on", "  duban escalations sign esc-0bd613a1b3c458c7f3a4",
			false),
		p.noteCommand("instruct", "批示一项督办，可写答复期限和由谁答复",
			"  duban escalations instruct esc-0bd613a1b3c458c7f3a4 --text 请查明原因 --due 2021-07-19", true),
		p.noteCommand("reply", "答复一项督办：原因、措施和新的完成日期",
			"  duban escalations reply esc-0bd613a1b3c458c7f3a4 --text 已增加两个班组 --due 2021-08-31", true),
	}
}

func (p *program) noteCommand(name, short, example string, written bool) *cobra.Command {
	var in noting
	c := &cobra.Command{
		Use: name + " 督办编号", Short: short, Example: example, Args: oneArg("督办编号"),
		RunE: func(c *cobra.Command, args []string) error {
			if written {
				if err := need(c, "text"); err != nil {
					return err
				}
			}
			return p.writeNote(c, "/api/v1/escalations/"+url.PathEscape(args[0])+"/"+name, in)
		},
	}
	f := c.Flags()
	if written {
		f.StringVar(&in.command.Text, "text", "", "内容")
		f.StringVar(&in.due, "due", "", "批示：答复期限；答复：承诺的完成日期")
	}
	if name == "instruct" {
		f.StringVar(&in.command.Addressee, "to", "", "由谁答复：单位名称；不填为责任单位")
	}
	f.StringVar(&in.command.Party, "for", "", "以哪个岗位或单位的名义；代录时为代谁")
	f.StringVar(&in.command.Paper, "paper", "", "代录：依据的纸质材料")
	f.StringVar(&in.paperOn, "paper-on", "", "代录：材料上的日期")
	f.StringVar(&in.evidence, "evidence", "", "代录：扫描件")
	f.StringVar(&in.key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

func (p *program) writeNote(c *cobra.Command, path string, in noting) (err error) {
	for flag, of := range map[string]struct {
		text string
		to   *models.Date
	}{"due": {in.due, &in.command.Due}, "paper-on": {in.paperOn, &in.command.PaperOn}} {
		if of.text == "" {
			continue
		}
		if *of.to, err = date(flag, of.text); err != nil {
			return err
		}
	}
	client, err := p.client()
	if err != nil {
		return err
	}
	key := p.key(in.key)
	if in.evidence != "" {
		content, err := readFile(in.evidence)
		if err != nil {
			return err
		}
		body, err := client.upload(c.Context(), "/api/v1/evidence", url.Values{"name": {filepath.Base(in.evidence)}}, key+
			"-scan", content)
		if err != nil {
			return err
		}
		scan, err := decoded[models.Evidence](body)
		if err != nil {
			return err
		}
		in.command.Evidence = &scan
	}
	answer, err := client.post(c.Context(), path, key, in.command)
	if err != nil {
		return err
	}
	return show(p, answer.body, func(n note) { p.say("%s已%s（%s）", n.Party, n.Kind.Chinese(), n.At.Minute()) })
}
