//! Steps and programs, each shown as it runs.

use anyhow::{bail, Context, Result};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Runs one step of a command, and says what it is, how long it took, and
/// which step it was if it failed.
pub(crate) fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("==> {name}");
    let start = Instant::now();
    let value = work().with_context(|| format!("failed at the step \"{name}\""))?;
    println!("    done in {:.1} s", start.elapsed().as_secs_f32());
    Ok(value)
}

/// Runs a program to its end; what it prints goes straight through. No program
/// gets a terminal to ask questions at, so that nothing waits for an answer in CI.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = start(command)?
        .wait()
        .with_context(|| format!("cannot wait for {}", shown(command)))?;
    accept(command, status)
}

/// Like [`run`], but ends the program when it takes longer than `limit`: for
/// what may hang where there is no network.
pub(crate) fn run_within(command: &mut Command, limit: Duration) -> Result<()> {
    let mut child = start(command)?;
    let deadline = Instant::now() + limit;
    while Instant::now() < deadline {
        if let Some(status) = child.try_wait()? {
            return accept(command, status);
        }
        thread::sleep(Duration::from_millis(50));
    }
    child.kill()?;
    child.wait()?;
    bail!(
        "{} took more than {} s",
        shown(command),
        limit.as_secs_f32()
    )
}

/// What a program prints on its standard output.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("cannot run {}", shown(command)))?;
    accept(command, output.status)?;
    String::from_utf8(output.stdout)
        .with_context(|| format!("{} printed something else than UTF-8", shown(command)))
}

fn start(command: &mut Command) -> Result<Child> {
    println!("    $ {}", shown(command));
    command
        .stdin(Stdio::null())
        .spawn()
        .with_context(|| format!("cannot run {}", shown(command)))
}

fn accept(command: &Command, status: ExitStatus) -> Result<()> {
    if status.success() {
        return Ok(());
    }
    bail!("{} ended with {status}", shown(command))
}

fn shown(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failing_step_is_named_in_the_error() {
        let error = step("weigh the page", || -> Result<()> { bail!("too heavy") }).unwrap_err();
        assert_eq!(
            format!("{error:#}"),
            "failed at the step \"weigh the page\": too heavy"
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_program_that_fails_is_an_error() {
        let error = run(&mut Command::new("false")).unwrap_err();
        assert_eq!(error.to_string(), "false ended with exit status: 1");
    }

    #[cfg(unix)]
    #[test]
    fn a_program_that_hangs_is_ended() {
        let error =
            run_within(Command::new("sleep").arg("600"), Duration::from_millis(100)).unwrap_err();
        assert_eq!(error.to_string(), "sleep 600 took more than 0.1 s");
    }
}
