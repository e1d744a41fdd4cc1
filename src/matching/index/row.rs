//! A row says for one feature (a skill, an occupation, a place) how good its best holder in each block is.

/// Blocks in a segment.
pub(super) const BLOCKS: usize = 512;
/// The best value of a row.
pub(super) const BEST: u8 = 250;
/// From here on a row is cheaper as one byte a block.
const SPARSE: usize = 96;

/// A byte for each block of a segment.
pub(super) type Lane = [u8; BLOCKS];

/// Keeps, of the blocks that are alive, those whose value reaches `least`.
#[inline]
pub(super) fn keep(lane: &Lane, least: u8, alive: &mut [u16; BLOCKS]) {
    alive.iter_mut().zip(lane).for_each(|(alive, value)| {
        *alive &= if *value >= least { u16::MAX } else { 0 };
    });
}

/// The best value in each block, 0 to [`BEST`]; 0 where there is no holder.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    /// No block has more. It is not lowered when the best holder goes, only when the row is built anew.
    top: u8,
    cells: Cells,
}

/// The number of a block, low byte first, and its value: three bytes, where a pair would take four.
type Cell = [u8; 3];

fn cell(block: u16, value: u8) -> Cell {
    let [low, high] = block.to_le_bytes();
    [low, high, value]
}

fn block_of([low, high, _]: Cell) -> u16 {
    u16::from_le_bytes([low, high])
}

#[derive(Debug, Clone)]
enum Cells {
    /// Few blocks, ascending.
    Sparse(Vec<Cell>),
    /// Many blocks.
    Dense(Box<Lane>),
}

impl Default for Cells {
    fn default() -> Self {
        Self::Sparse(Vec::new())
    }
}

impl Row {
    /// A value that no block exceeds.
    pub(super) fn top(&self) -> u8 {
        self.top
    }

    pub(super) fn set(&mut self, block: u16, value: u8) {
        self.top = self.top.max(value);
        match &mut self.cells {
            Cells::Dense(lane) => lane[usize::from(block)] = value,
            Cells::Sparse(list) => {
                match (list.binary_search_by_key(&block, |one| block_of(*one)), value) {
                    (Ok(at), 0) => drop(list.remove(at)),
                    (Ok(at), value) => list[at] = cell(block, value),
                    (Err(_), 0) => {}
                    (Err(at), value) => list.insert(at, cell(block, value)),
                }
                if list.len() > SPARSE {
                    self.cells = Cells::Dense(dense(list));
                }
            }
        }
    }

    /// Raises each byte of `lane` to the row's value after `scale`, which keeps 0 and never lowers an order.
    #[inline]
    pub(super) fn raise(&self, lane: &mut Lane, scale: impl Fn(u8) -> u8) {
        let raise = |best: &mut u8, value: u8| *best = (*best).max(scale(value));
        match &self.cells {
            Cells::Dense(row) => {
                lane.iter_mut().zip(row.iter()).for_each(|(best, value)| raise(best, *value));
            }
            Cells::Sparse(list) => {
                for one in list {
                    raise(&mut lane[usize::from(block_of(*one))], one[2]);
                }
            }
        }
    }

    /// Fetches its beginning from memory.
    pub(super) fn touch(&self) -> u8 {
        match &self.cells {
            Cells::Sparse(list) => list.first().map_or(0, |one| one[2]),
            Cells::Dense(lane) => lane[0] ^ lane[BLOCKS / 2],
        }
    }

    pub(super) fn bytes(&self) -> usize {
        size_of::<Self>()
            + match &self.cells {
                Cells::Sparse(list) => list.capacity() * size_of::<Cell>(),
                Cells::Dense(_) => BLOCKS,
            }
    }

    pub(super) fn shrink(&mut self) {
        if let Cells::Sparse(list) = &mut self.cells {
            list.shrink_to_fit();
        }
    }
}

/// The upper half of a product.
#[inline]
pub(super) fn high(one: u16, other: u16) -> u16 {
    ((u32::from(one) * u32::from(other)) >> 16) as u16
}

fn dense(list: &[Cell]) -> Box<Lane> {
    let mut lane = Box::new([0; BLOCKS]);
    for one in list {
        lane[usize::from(block_of(*one))] = one[2];
    }
    lane
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_the_same_sparse_and_dense() {
        let mut row = Row::default();
        let mut plain = [0; BLOCKS];
        for step in 0..2000u16 {
            let (block, value) = (step % 211 * 37 % 211, u8::try_from(step % 3).unwrap());
            row.set(block, value);
            plain[usize::from(block)] = value;
            let mut lane = [0; BLOCKS];
            row.raise(&mut lane, |value| value);
            assert_eq!(lane, plain);
        }
        assert!(matches!(row, Row { cells: Cells::Dense(_), .. }));
    }
}
