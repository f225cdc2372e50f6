// Package cli is the command line. It parses flags, sends requests to a running server over its socket or address, and
// prints the response: Chinese text for people, or with --json one JSON document and nothing else. Some commands, such
// as inspect and sample, need no server.
package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"duban/internal/config"
	"duban/models"
)

// Serve runs the server until its context ends. The command line receives it as a function so that it does not link the
// server.
type Serve func(ctx context.Context, c config.Config, out io.Writer) error

// program is one run of the command line.
type program struct {
	stdout, stderr io.Writer
	serve, demo    Serve
	version        string
	json           bool // --json: one document on stdout
	at             place
	shown          progress // last printed progress of an import, so that nothing is printed twice
}

// Run runs one command and returns the exit code: 0 done, 64 wrong usage, 65 refused, 69 server unreachable, 78 bad
// configuration, 1 anything else. One command reads standard input: cells paste.
func Run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer, serve, demo Serve,
	version string) int {
	p := &program{stdout: stdout, stderr: stderr, serve: serve, demo: demo, version: version}
	root := p.root()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	p.json = p.json || slices.Contains(args, "--json") // parsing may have stopped before this flag
	return p.finish(err)
}

// finish prints an error and returns its exit code.
func (p *program) finish(err error) int {
	var done exitStatus
	if err == nil || errors.As(err, &done) {
		return int(done)
	}
	e := models.AsError(err)
	if p.json {
		p.print(map[string]any{"error": map[string]string{"code": e.Code, "message": e.Message.Text, "cell": e.Cell}})
	}
	if e.Cell != "" {
		fmt.Fprintf(p.stderr, "错误：%s：%s\n", e.Cell, e.Message)
	} else {
		fmt.Fprintf(p.stderr, "错误：%s\n", e.Message)
	}
	if e.Code == models.AmountDoubted { // a refusal is stored as a page shows it, without the flag
		fmt.Fprintln(p.stderr, "确认无误的，加 --confirm 再提交")
	}
	if e.Kind == models.KindInternal && e.Cause != nil {
		fmt.Fprintf(p.stderr, "原因：%v\n", e.Cause)
	}
	return exitCode(err)
}

// print writes the one JSON document.
func (p *program) print(document any) {
	e := json.NewEncoder(p.stdout)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	_ = e.Encode(document) // stdout is closed: nothing can be reported
}

// say prints text for people: on stdout, or on stderr if stdout has the JSON document.
func (p *program) say(format string, args ...any) {
	w := p.stdout
	if p.json {
		w = p.stderr
	}
	fmt.Fprintf(w, format+"\n", args...)
}

// note prints progress and messages to stderr, never the result itself.
func (p *program) note(format string, args ...any) { fmt.Fprintf(p.stderr, format+"\n", args...) }

// root returns the root command with all commands of the program.
func (p *program) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "duban",
		Short: "督办：重点项目投资跟踪",
		Long: "督办（Duban）：重点项目投资跟踪。\n\n年度计划和节点由工作簿导入；到期提醒、逾期按级督办；填报、审定、调整都有记录。\n" +
			"先运行 duban serve，其余命令用 --data（同一台机器，运维员）或 --server 和 DUBAN_TOKEN（人员）找到它。",
		Example: "  duban serve --data data\n  duban sample plan --year 2021 -o 计划.xlsx\n  duban import 计划.xlsx " +
			"--data data\n  duban status",
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.ArbitraryArgs,
		RunE:          onlyCommands,
	}
	root.CompletionOptions.DisableDefaultCmd = true
	chinese(root)
	root.AddCommand(p.targetCommand(), p.serveCommand(), p.webCommand(), p.workerCommand(),
		p.demoCommand(), p.sampleCommand(), p.simulateCommand(),
		p.inspectCommand(),
		p.importCommand(), p.undoCommand(), p.submitCommand(), p.receiptCommand(),
		p.reportCommand(), p.reviewCommand(), p.takeBackCommand(), p.correctCommand(), p.requestCommand(), p.permitCommand(),
		p.fundsCommand(), p.reserveCommand(), p.restructureCommand(), p.bulkCommand(),
		p.confirmationCommand(),
		p.scoreCommand(),
		p.outingCommand(),
		p.tasksCommand(),
		p.planCommand(), p.exportCommand(), p.packCommand(), p.meetingCommand(),
		p.templateCommand(), p.roundCommand(), p.closingsCommand(), p.closeMonthCommand("close-month"),
		p.reopenMonthCommand("reopen-month"), p.upwardCommand(), p.rankingCommand(),
		p.statusCommand(), p.escalationsCommand(),
		p.reconcileCommand(), p.instancesCommand(), p.clockCommand(), p.doctorCommand(),
		p.auditCommand(), p.backupCommand(), p.restoreCommand(),
		p.userCommand(), p.postCommand(), p.peopleCommand(), p.phoneBookCommand(),
		p.programmeCommand(), p.calendarCommand(), p.yearEndCommand(), p.forecastCommand(), p.urgentCommand(),
		p.platformCommand(), p.findingCommand(),
		p.problemCommand(), p.releaseCommand(), p.suggestionCommand(), p.commentCommand(), p.dueCommand(),
		p.cellsCommand(), p.burdenCommand(),
		p.orderCommand(), p.rulesCommand(), p.unitsCommand(), p.channelCommand(), p.sentCommand(), p.versionCommand())
	return root
}

func (p *program) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: "显示版本", Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			fmt.Fprintln(p.stdout, p.version)
			return nil
		},
	}
}
