//go:build !noembed && linux

package engine_test

import (
	"crypto/tls"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"google.golang.org/grpc/codes"

	"duban/internal/engine"
	"duban/internal/mtls"
	"duban/internal/testkit/listening"
	"duban/internal/testkit/need"
)

// nobody is the user that owns nothing.
const nobody = 65534

func tlsFiles(dir string) string { return filepath.Join(dir, "temporal-tls") }

// No port of the server, whichever the operating system says there are, answers a process of another user: not in plain
// text, not without a certificate, not with one of another authority, on no service. Nor can that user read the key.
// With the certificate from the data directory every port answers, but not below TLS 1.3.
func TestEveryPortRefusesOtherUsers(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	cmd, lines, in := spawn(t, childHolds, dir, 0)
	if !lines.Scan() || lines.Text() != "ready" {
		t.Fatalf("child said %q", lines.Text())
	}
	var ports []string
	for _, at := range listening.Ports(t, cmd.Process.Pid) {
		if !at.Addr().IsLoopback() {
			t.Errorf("%s is open to other machines", at)
		}
		ports = append(ports, at.String())
	}
	if len(ports) < 4 {
		t.Fatalf("the server has four services, and the ports found are %v", ports)
	}

	for _, a := range asOtherUser(t, dir, ports) {
		// Any other code is the word of a service: the call got in.
		if a.Code != codes.Unavailable {
			t.Errorf("%s as %s: %s: %s: %s", a.Port, a.As, a.Method, a.Code, a.Message)
		}
	}

	identity, err := mtls.Load(mtls.FilesIn(tlsFiles(dir)))
	if err != nil {
		t.Fatal(err)
	}
	known, err := identity.ClientConfig()
	if err != nil {
		t.Fatal(err)
	}
	old := known.Clone()
	old.MaxVersion = tls.VersionTLS12
	for _, port := range ports {
		answers := try(within(t, time.Minute), port, "the program", known)
		if !slices.ContainsFunc(answers, func(a attempt) bool { return a.Code == codes.OK }) {
			t.Errorf("%s does not answer whom it knows: %+v", port, answers)
		}
		if c, err := tls.Dial("tcp", port, old); err == nil {
			c.Close()
			t.Errorf("%s speaks TLS 1.2", port)
		}
	}
	in.Close()
	if err := cmd.Wait(); err != nil {
		t.Error(err)
	}
}

// asOtherUser runs this test binary as another user, who tries to get in. The binary lies in a directory which that
// user may not enter, and is therefore handed over open.
func asOtherUser(t *testing.T, dir string, ports []string) (made []attempt) {
	t.Helper()
	if os.Getuid() != 0 {
		need.Skip(t, "needs root, to run a process of another user: sudo go test ./internal/engine")
	}
	path, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	binary, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer binary.Close()
	cmd := exec.CommandContext(within(t, 2*time.Minute), "/proc/self/fd/3")
	cmd.ExtraFiles = []*os.File{binary}
	cmd.Dir = "/"
	cmd.Env = []string{childVar + "=" + childOtherUser, childDir + "=" + dir, childPorts + "=" + strings.Join(ports, ",")}
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	cmd.Stderr = os.Stderr
	output, err := cmd.Output()
	if err != nil {
		t.Fatalf("the other user's process: %v\n%s", err, output)
	}
	if err := json.Unmarshal(output, &made); err != nil {
		t.Fatalf("%v: %s", err, output)
	}
	if want := 3 * len(ports) * len(calls()); len(made) < want {
		t.Fatalf("%d attempts, want %d", len(made), want)
	}
	return made
}

// The certificate's files are the owner's alone, replaced whole at each start, and the key of one start opens nothing
// after the next.
func TestClientFiles(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	e, _, stop := runEngine(t, engine.Options{Dir: dir})
	earlier := e.ClientTLS()
	stop()
	// What an administrator's mistake or an unpacked archive leaves.
	for name, mode := range map[string]os.FileMode{"": 0o755, mtls.KeyFile: 0o644, mtls.CAFile: 0o666} {
		if err := os.Chmod(filepath.Join(tlsFiles(dir), name), mode); err != nil {
			t.Fatal(err)
		}
	}
	e, _, _ = runEngine(t, engine.Options{Dir: dir})
	for name, want := range map[string]os.FileMode{"": os.ModeDir | 0o700, mtls.CAFile: 0o600, mtls.CertificateFile: 0o600,
		mtls.KeyFile: 0o600} {
		info, err := os.Stat(filepath.Join(tlsFiles(dir), name))
		if err != nil || info.Mode() != want {
			t.Errorf("%q: %v, %v, want %v", name, info, err, want)
		}
	}
	if files, err := os.ReadDir(tlsFiles(dir)); err != nil || len(files) != 3 {
		t.Errorf("files %v, %v", files, err)
	}
	for _, a := range try(within(t, time.Minute), e.HostPort(), "client of an earlier start", earlier) {
		if a.Code != codes.Unavailable {
			t.Errorf("%+v", a)
		}
	}
}
