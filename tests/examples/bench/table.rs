//! Times, and the table that they are shown in.

/// A row of the table.
pub struct Line {
    pub what: String,
    pub ours: String,
    /// What it was measured beside, in the same run.
    pub beside: String,
    pub goal: String,
    /// Whether the goal is met, where there is one.
    pub is_met: Option<bool>,
}

pub fn markdown(lines: &[Line]) -> String {
    let mut out =
        String::from("| what | ours | beside it | goal | |\n| --- | ---: | ---: | --- | --- |\n");
    for line in lines {
        let verdict = match line.is_met {
            Some(true) => "met",
            Some(false) => "**falls short**",
            None => "",
        };
        out += &format!(
            "| {} | {} | {} | {} | {verdict} |\n",
            line.what, line.ours, line.beside, line.goal
        );
    }
    out
}

/// Some runs of the same thing, in milliseconds.
pub struct Times(pub Vec<f64>);

impl Times {
    pub fn at(&self, percent: usize) -> f64 {
        let mut times = self.0.clone();
        times.sort_by(f64::total_cmp);
        let at = (times.len() * percent).div_ceil(100).max(1) - 1;
        times.get(at).copied().unwrap_or(f64::NAN)
    }

    pub fn median(&self) -> f64 {
        self.at(50)
    }

    pub fn show(&self) -> String {
        format!(
            "{:.0} ({:.0}, {:.0})",
            self.median(),
            self.at(95),
            self.at(100)
        )
    }
}
