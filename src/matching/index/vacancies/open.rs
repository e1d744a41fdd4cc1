//! The vacancies without any `must`: nothing rules them out, so what each skill adds is summed up for all of them.

use crate::matching::{facts::VacancyFacts, score::whole};

use super::{
    answers::entry,
    card::{ALL_SHARES, Ask, Head, asks},
    seeker::Seeker,
};

/// The vacancies without any `must`, by row.
#[derive(Debug, Default)]
pub(super) struct Open {
    rows: Vec<Option<(Head, u32)>>,
    free: Vec<u32>,
    /// By asked skill.
    posts: Vec<Vec<Post>>,
    /// The rows of those that ask for no skill.
    bare: Vec<u32>,
}

/// What a skill does for a vacancy.
#[derive(Debug, Clone, Copy)]
struct Post {
    row: u32,
    share: u16,
    level: u8,
}

impl Open {
    /// Puts a vacancy into a free row.
    pub(super) fn put(&mut self, number: u32, head: Head, v: &VacancyFacts) {
        let row = self.free.pop().unwrap_or_else(|| {
            self.rows.push(None);
            u32::try_from(self.rows.len() - 1).expect("no more rows than vacancies")
        });
        self.rows[row as usize] = Some((head, number));
        for Ask { skill, share, level, .. } in asks(v) {
            entry(&mut self.posts, skill).push(Post { row, share, level });
        }
        if whole(v) == 0 {
            self.bare.push(row);
        }
    }

    /// Frees the row of a vacancy.
    pub(super) fn remove(&mut self, number: u32, v: &VacancyFacts) {
        let its = |row: &Option<(Head, u32)>| row.is_some_and(|one| one.1 == number);
        let Some(at) = self.rows.iter().position(its) else { return };
        self.rows[at] = None;
        let row = u32::try_from(at).expect("no more rows than vacancies");
        for ask in asks(v) {
            entry(&mut self.posts, ask.skill).retain(|post| post.row != row);
        }
        self.bare.retain(|one| *one != row);
        self.free.push(row);
    }

    /// The vacancies for whose skills a candidate has something, each with its worth at most; and the sums of all.
    pub(super) fn offer(&self, seeker: &Seeker<'_>, open: &mut Vec<(u32, u32)>) -> Vec<u32> {
        let mut sums = vec![0; self.rows.len()];
        let mut touched = self.bare.clone();
        for row in &self.bare {
            let head = self.rows[*row as usize].map(|(head, _)| head);
            let near = head.map_or(0, |head| seeker.near(head.occupation).near);
            sums[*row as usize] = (ALL_SHARES * u32::from(near)).max(1);
        }
        for answer in seeker.answers.iter() {
            for post in self.posts.get(usize::from(answer.skill.0)).into_iter().flatten() {
                let sum = &mut sums[post.row as usize];
                if *sum == 0 {
                    touched.push(post.row);
                }
                *sum += u32::from(post.share) * u32::from(answer.credits[usize::from(post.level)]);
            }
        }
        for row in touched {
            self.weigh(seeker, row as usize, sums[row as usize], open);
        }
        sums
    }

    /// The vacancies for whose skills a candidate has nothing, each with its worth at most.
    pub(super) fn rest(&self, seeker: &Seeker<'_>, sums: &[u32]) -> Vec<(u32, u32)> {
        let mut open = Vec::new();
        for (row, _) in sums.iter().enumerate().filter(|(_, sum)| **sum == 0) {
            self.weigh(seeker, row, 0, &mut open);
        }
        open
    }

    fn weigh(&self, seeker: &Seeker<'_>, row: usize, sum: u32, open: &mut Vec<(u32, u32)>) {
        if let Some((head, number)) = &self.rows[row]
            && let Some(bare) = seeker.bare_worth(head)
        {
            open.push((bare + seeker.shares(sum), *number));
        }
    }

    pub(super) fn bytes(&self) -> usize {
        let posts = self.posts.iter().map(|posts| posts.capacity() * 8 + size_of_val(posts));
        posts.sum::<usize>() + self.rows.capacity() * size_of::<Option<(Head, u32)>>()
    }
}
